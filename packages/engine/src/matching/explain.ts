import type { MatchDecision, Rung } from "./decision.ts";

/** What a decision came to, and the rungs that led there, one a line. */
export type Explainable = Pick<MatchDecision, "candidates" | "trace" | "summary"> & {
  readonly outcome: string;
  /** What Stash was asked. */
  readonly asked?: readonly string[];
};

const rungNames: Readonly<Record<Rung, string>> = {
  guid: "guid",
  hash: "hash",
  "mapped-path": "mapped path",
  "whole-name": "whole name",
  "embedded-id": "embedded id",
  "shortened-name": "shortened name",
  "base-name": "base name",
  stem: "stem",
  "title-and-date": "title + date",
  title: "title",
};

/** The rung's name as people read it. */
export const rungName = (rung: Rung): string => rungNames[rung];

const width = Math.max(...Object.values(rungNames).map((name) => name.length));

function headline({ outcome, candidates, summary }: Explainable): string {
  const [first] = candidates;
  if (outcome !== "matched" || first === undefined) return `${outcome}: ${summary}`;
  const by = `by ${rungName(first.rung)}, score ${first.score}`;
  const rest = candidates.length > 1 ? `, first of ${candidates.length}` : "";
  return `${outcome}: scene ${first.sceneId} ${by}${rest}`;
}

/**
 * A decision for people: one line that sums up, then every rung with what it found and why it won or lost.
 *
 * @example
 * matched: scene 12 by whole name, score 98
 *   guid            -  the request has no guid
 *   whole name      1  the whole name is the end of /mnt/media/Lakes/a.mp4
 */
export function explain(decision: Explainable): string {
  const lines = decision.trace.map(({ rung, tried, found, why }) => {
    const count = tried ? String(found.length) : "-";
    return `  ${rungName(rung).padEnd(width)}  ${count.padStart(2)}  ${why}`;
  });
  const others = decision.candidates
    .slice(0, 10)
    .map(
      ({ sceneId, rung, score, reason }) =>
        `  ${score}  scene ${sceneId}, ${rungName(rung)}: ${reason}`,
    );
  const list = decision.candidates.length > 1 ? ["candidates:", ...others] : [];
  const asked = (decision.asked ?? []).map((step) => `  ${step}`);
  return [headline(decision), ...lines, ...list, ...asked].join("\n");
}
