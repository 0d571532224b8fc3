import { type GapKind, gapReasons, type GapSummary } from "@stash2plex/engine/gaps";
import { Gauge, type Registry } from "prom-client";

const pairs = (Object.keys(gapReasons) as GapKind[]).flatMap((kind) =>
  gapReasons[kind].map((reason) => ({ kind, reason })),
);

/** Gaps for Prometheus. Before the first word of them they are absent or NaN, never a wrong zero. */
export function addGapGauges(registry: Registry, last: () => GapSummary | null): void {
  const registers = [registry];
  new Gauge({
    name: "stash2plex_gaps",
    help: "Open gaps between Stash and Plex by kind and reason.",
    labelNames: ["kind", "reason"],
    registers,
    collect() {
      const summary = last();
      if (summary === null) return;
      for (const { kind, reason } of pairs) {
        const found = summary.reasons.find((each) => each.kind === kind && each.reason === reason);
        this.set({ kind, reason }, found?.count ?? 0);
      }
    },
  });
  const gauge = (
    name: string,
    help: string,
    value: (summary: GapSummary) => number | undefined,
  ): void => {
    new Gauge({
      name: `stash2plex_gaps_${name}`,
      help,
      registers,
      collect() {
        const summary = last();
        this.set((summary === null ? undefined : value(summary)) ?? Number.NaN);
      },
    });
  };
  gauge(
    "agreement_ratio",
    "Share of what was compared that is the same in Stash and Plex, 0 to 1; NaN before the first comparison.",
    ({ agreement }) =>
      agreement === null
        ? undefined
        : agreement.compared === 0
          ? 1
          : agreement.agreeing / agreement.compared,
  );
  gauge(
    "last_compare_timestamp_seconds",
    "When Stash and Plex were last compared; NaN before the first comparison.",
    ({ asOf }) => (asOf === null ? undefined : asOf / 1_000),
  );
  gauge(
    "last_compare_duration_seconds",
    "How long the last comparison took; NaN before the first comparison.",
    ({ lastRun }) => (lastRun === null ? undefined : lastRun.ms / 1_000),
  );
}
