import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";

/** A path rule as people see it. */
export interface RuleReport {
  readonly name: string;
  readonly plex: string;
  readonly stash: string;
  /** Why the rule is not used, or null. */
  readonly refused: string | null;
}

/** Everything that `/api/status` and the page say. */
export interface StatusReport {
  readonly schema: 1;
  readonly version: string;
  readonly state: "ready" | "copying" | "degraded" | "unready";
  /** Sentences: what is wrong, and what to do. */
  readonly problems: readonly string[];
  readonly startedAt: string;
  readonly stash: MirrorStatus["stash"] & { readonly url: string };
  readonly mirror: Omit<MirrorStatus, "stash">;
  readonly pathRules: readonly RuleReport[];
  /** When Plex asked for the last time. */
  readonly lastPlexRequest: string | null;
}

export interface StatusSource {
  readonly version: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly stashUrl: string;
  readonly mirrorStatus: () => MirrorStatus;
  readonly pathRules: () => readonly RuleReport[];
  /** Sentence when nothing can be written to the data folder, or null. */
  readonly storeProblem: () => string | null;
  /** Sentences from the start: the database was set aside, the settings file changed for the worse. */
  readonly notices: () => readonly string[];
  readonly lastPlexRequest: () => number | null;
}

const isoTime = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

function problemsOf(source: StatusSource, mirror: MirrorStatus): readonly string[] {
  const store = mirror.storeProblem ?? source.storeProblem();
  const refused = source
    .pathRules()
    .filter((rule) => rule.refused !== null)
    .map((rule) => `The path rule ${rule.name} is not used: ${rule.refused ?? ""}`);
  return [
    ...(store === null ? [] : [store]),
    ...(mirror.stash.problem === null ? [] : [mirror.stash.problem]),
    ...(mirror.frozen === null ? [] : [mirror.frozen.reason]),
    ...refused,
    ...source.notices(),
  ];
}

function stateOf(
  source: StatusSource,
  mirror: MirrorStatus,
  problems: number,
): StatusReport["state"] {
  if (mirror.storeProblem !== null || source.storeProblem() !== null) return "unready";
  if (problems > 0) return "degraded";
  return mirror.phase === "ready" ? "ready" : "copying";
}

/** The state of everything, in one document. */
export function statusReport(source: StatusSource): StatusReport {
  const { stash, ...mirror } = source.mirrorStatus();
  const problems = problemsOf(source, { stash, ...mirror });
  return {
    schema: 1,
    version: source.version,
    state: stateOf(source, { stash, ...mirror }, problems.length),
    problems,
    startedAt: new Date(source.startedAt).toISOString(),
    stash: { url: source.stashUrl, ...stash },
    mirror,
    pathRules: source.pathRules(),
    lastPlexRequest: isoTime(source.lastPlexRequest()),
  };
}
