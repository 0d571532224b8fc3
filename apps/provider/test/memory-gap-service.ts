import {
  type AskedFile,
  automaticRepairs,
  type CompareReport,
  type Gap,
  type GapCounts,
  GapError,
  gapKinds,
  type GapQuery,
  type GapRepair,
  gapReasons,
  type GapSelection,
  type GapService,
  type GapSort,
} from "@stash2plex/engine/gaps";

const START = Date.UTC(2026, 0, 2, 3, 4, 5);

export const sampleGap = (id: number, changes: Partial<Gap> = {}): Gap => {
  const gap = {
    id,
    kind: "stash-only",
    reason: "not-scanned",
    explanation: "Stash has this file, and no library of Plex shows it.",
    sceneId: 100 + id,
    stashPath: `/mnt/media/Lisbon/Tram ${id}.mp4`,
    ratingKey: null,
    plexPath: null,
    title: `Tram ${id}`,
    section: null,
    firstSeen: START - id * 60_000,
    lastSeen: START,
    closedAt: null,
    repair: "scan-plex",
    advice: "Let Plex scan the folder.",
    ...changes,
  } satisfies Omit<Gap, "isAutomatic">;
  return { isAutomatic: automaticRepairs.has(gap.repair), ...gap };
};

/** One of each kind, and some more. */
export const sampleGaps: readonly Gap[] = [
  sampleGap(1),
  sampleGap(2, { title: "Harbour", stashPath: "/mnt/media/Porto/Harbour.mp4" }),
  sampleGap(3, {
    kind: "plex-only",
    reason: "not-in-stash",
    explanation: "Plex has this file, and Stash does not know it.",
    sceneId: null,
    stashPath: null,
    ratingKey: "4711",
    plexPath: "/data/films/Unknown.mp4",
    title: "Unknown",
    section: "Films",
    repair: "scan-stash",
    advice: "Let Stash scan the folder.",
  }),
  sampleGap(4, { kind: "stale", reason: "changed", section: "Films", repair: "push" }),
  sampleGap(5, { kind: "unmatched", reason: "no-match", section: "Films", repair: "match" }),
  sampleGap(6, { kind: "incomplete", reason: "field", section: "Films", repair: "push" }),
  sampleGap(7, { kind: "orphan", reason: "scene-deleted", repair: "remove-item" }),
  sampleGap(8, { kind: "duplicate", reason: "two-items", repair: "merge-items" }),
  sampleGap(9, { kind: "stale", reason: "changed", repair: "push", closedAt: START - 1_000 }),
];

export interface MemoryGapService extends GapService {
  /** What was asked beside pages, in order. */
  readonly calls: unknown[];
  readonly asked: AskedFile[];
  gaps: readonly Gap[];
  /** Null: never compared. */
  asOf: number | null;
  /** Scenes whose item shows them as they are. */
  agreeing: number;
  /** Why the sides cannot be compared or repaired; null: they can. */
  problem: string | null;
  /** Calls wait for it. */
  gate: Promise<void>;
  /** When set, every call fails with this sentence. */
  failure: string | null;
}

const orders: Readonly<Record<GapSort, (one: Gap, other: Gap) => number>> = {
  newest: (one, other) => other.firstSeen - one.firstSeen,
  oldest: (one, other) => one.firstSeen - other.firstSeen,
  title: (one, other) => (one.title ?? "").localeCompare(other.title ?? ""),
  path: (one, other) => pathOf(one).localeCompare(pathOf(other)),
};

const pathOf = ({ stashPath, plexPath }: Gap): string => stashPath ?? plexPath ?? "";

const fits = (gap: Gap, { kind, reason, state = "open", section, q }: GapQuery): boolean => {
  const text = [gap.title, gap.stashPath, gap.plexPath].join("\n").toLowerCase();
  return (
    (kind === undefined || gap.kind === kind) &&
    (reason === undefined || gap.reason === reason) &&
    (section === undefined || gap.section === section) &&
    (q === undefined || text.includes(q.toLowerCase())) &&
    (gap.closedAt === null) === (state === "open")
  );
};

const isChosen = (gap: Gap, { ids, kind, reason, section }: GapSelection): boolean =>
  gap.closedAt === null &&
  (ids === undefined || ids.includes(gap.id)) &&
  (kind === undefined || gap.kind === kind) &&
  (reason === undefined || gap.reason === reason) &&
  (section === undefined || gap.section === section);

const countsOf = (open: readonly Gap[]): GapCounts =>
  Object.fromEntries(
    gapKinds.map((kind) => [kind, open.filter((gap) => gap.kind === kind).length]),
  ) as GapCounts;

/** Gaps in memory, with the filters and pages of the real ones. */
export function createMemoryGapService(gaps: readonly Gap[] = sampleGaps): MemoryGapService {
  const calls: unknown[] = [];
  const asked: AskedFile[] = [];
  const answer = async <T>(value: () => T): Promise<T> => {
    await service.gate;
    if (service.failure !== null) throw new Error(service.failure);
    return value();
  };
  const open = (): readonly Gap[] => service.gaps.filter(({ closedAt }) => closedAt === null);
  const agreement = (): CompareReport["agreement"] => {
    const compared = service.agreeing + open().length;
    const percent = compared === 0 ? 100 : Math.floor((1_000 * service.agreeing) / compared) / 10;
    return { agreeing: service.agreeing, compared, percent };
  };
  const report = (): CompareReport => ({
    startedAt: service.asOf ?? START,
    ms: 1_500,
    scenes: 100,
    items: 98,
    opened: 2,
    closed: 1,
    counts: countsOf(open()),
    agreement: agreement(),
  });
  const service: MemoryGapService = {
    calls,
    asked,
    gaps,
    asOf: START,
    agreeing: 92,
    problem: null,
    gate: Promise.resolve(),
    failure: null,
    compare: () => {
      calls.push(["compare"]);
      return answer(() => {
        if (service.problem !== null) throw new GapError("cannot-compare", service.problem);
        service.asOf ??= START;
        return report();
      });
    },
    cancelCompare: () => {
      calls.push(["cancelCompare"]);
      return answer(() => true);
    },
    page: (query) =>
      answer(() => {
        const order = orders[query.sort ?? "newest"];
        const all = service.gaps
          .filter((gap) => fits(gap, query))
          .sort((one, other) => order(one, other) || one.id - other.id);
        const after = all.findIndex(({ id }) => `after-${id}` === query.cursor);
        if (query.cursor !== undefined && after === -1)
          throw new GapError("unknown-cursor", "There is no such page: begin with the first.");
        const page = all.slice(after + 1, after + 1 + query.limit);
        const last = page.at(-1);
        const isMore = last !== undefined && last !== all.at(-1);
        return {
          asOf: service.asOf,
          total: all.length,
          counts: countsOf(open()),
          next: isMore ? `after-${last.id}` : null,
          gaps: page,
        };
      }),
    gap: (id) => answer(() => service.gaps.find((gap) => gap.id === id) ?? null),
    summary: () =>
      answer(() => ({
        asOf: service.asOf,
        counts: countsOf(open()),
        reasons: gapKinds.flatMap((kind) =>
          gapReasons[kind].flatMap((reason) => {
            const fitting = open().filter((gap) => gap.kind === kind && gap.reason === reason);
            return fitting.length === 0 ? [] : [{ kind, reason, count: fitting.length }];
          }),
        ),
        agreement: service.asOf === null ? null : agreement(),
        problem: service.problem,
        lastRun: service.asOf === null ? null : report(),
      })),
    repair: (selection, { dryRun }) => {
      calls.push(["repair", selection, dryRun]);
      return answer(() => {
        if (service.problem !== null) throw new GapError("cannot-repair", service.problem);
        const chosen = service.gaps.filter((gap) => isChosen(gap, selection));
        const repairs: Partial<Record<GapRepair, number>> = {};
        for (const { repair } of chosen) repairs[repair] = (repairs[repair] ?? 0) + 1;
        const byHand = chosen.filter(({ isAutomatic }) => !isAutomatic).length;
        return {
          dryRun,
          checked: chosen.length,
          enqueued: chosen.length - byHand,
          repairs,
          left: byHand === 0 ? {} : { "This has to be done by hand.": byHand },
          preview: chosen.slice(0, 100).map(({ id, advice }) => `Gap ${id}: ${advice}`),
        };
      });
    },
    noteAsked: (files) => {
      calls.push(["noteAsked", files.length]);
      return answer(() => void asked.push(...files));
    },
  };
  return service;
}
