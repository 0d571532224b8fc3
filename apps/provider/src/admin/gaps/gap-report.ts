import type { Gap, GapCounts, GapPage, GapSummary } from "@stash2plex/engine/gaps";

/** A gap for programs: times are ISO texts. The fields and their order are what files and tables show. */
export interface GapReport extends Omit<Gap, "firstSeen" | "lastSeen" | "closedAt"> {
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly closedAt: string | null;
}

/** What `GET /api/gaps` answers, and what the report file holds. */
export interface GapPageReport {
  readonly schema: 1;
  readonly asOf: string | null;
  readonly total: number;
  readonly counts: GapCounts;
  readonly next: string | null;
  readonly gaps: readonly GapReport[];
}

const isoTime = (time: number): string => new Date(time).toISOString();
const isoTimeOrNull = (time: number | null): string | null =>
  time === null ? null : isoTime(time);

export const gapReport = (gap: Gap): GapReport => ({
  id: gap.id,
  kind: gap.kind,
  reason: gap.reason,
  explanation: gap.explanation,
  sceneId: gap.sceneId,
  stashPath: gap.stashPath,
  ratingKey: gap.ratingKey,
  plexPath: gap.plexPath,
  title: gap.title,
  firstSeen: isoTime(gap.firstSeen),
  lastSeen: isoTime(gap.lastSeen),
  closedAt: isoTimeOrNull(gap.closedAt),
  repair: gap.repair,
  section: gap.section,
  advice: gap.advice,
  isAutomatic: gap.isAutomatic,
});

export const pageReport = ({ asOf, total, counts, next, gaps }: GapPage): GapPageReport => ({
  schema: 1,
  asOf: isoTimeOrNull(asOf),
  total,
  counts,
  next,
  gaps: gaps.map(gapReport),
});

export const summaryReport = ({ asOf, lastRun, ...summary }: GapSummary): object => ({
  schema: 1,
  asOf: isoTimeOrNull(asOf),
  ...summary,
  lastRun: lastRun === null ? null : { ...lastRun, startedAt: isoTime(lastRun.startedAt) },
});
