import type { GapSummary } from "@stash2plex/engine/gaps";
import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import type { AnsweredRequest } from "../plex-routes/plex-route.ts";
import { addGapGauges } from "./gaps/index.ts";

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Counts a request of Plex. */
  observe(answered: AnsweredRequest): void;
}

const SECONDS = 1_000;

function mirrorGauges(registry: Registry, status: () => MirrorStatus, now: () => number): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: (status: MirrorStatus) => number): void => {
    new Gauge({
      name: `stash2plex_${name}`,
      help,
      registers,
      collect() {
        this.set(value(status()));
      },
    });
  };
  gauge("mirror_scenes", "Scenes in the mirror of Stash.", ({ scenes }) => scenes);
  gauge("mirror_files", "Files in the mirror of Stash.", ({ files }) => files);
  gauge(
    "mirror_frozen",
    "1 while the mirror is held because Stash looks like another library.",
    ({ frozen }) => (frozen === null ? 0 : 1),
  );
  gauge("mirror_ready", "1 when the first copy of Stash is complete.", ({ phase }) =>
    phase === "ready" ? 1 : 0,
  );
  gauge("stash_reachable", "1 when the last request to Stash was answered.", ({ stash }) =>
    stash.reachable === true ? 1 : 0,
  );
  gauge(
    "mirror_age_seconds",
    "Age of what the mirror knows; NaN before the first copy.",
    ({ freshAsOf }) => (freshAsOf === null ? Number.NaN : Math.max(0, now() - freshAsOf) / SECONDS),
  );
}

/** Prometheus metrics in a registry of their own. Labels hold route names, never paths. */
export function createMetrics(deps: {
  readonly version: string;
  readonly mirrorStatus: () => MirrorStatus;
  /** What is known of the gaps, without waiting for anything; null before the first word. */
  readonly gaps: () => GapSummary | null;
  readonly now: () => number;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  mirrorGauges(registry, deps.mirrorStatus, deps.now);
  addGapGauges(registry, deps.gaps);
  new Gauge({
    name: "stash2plex_info",
    help: "Always 1; the version is a label.",
    labelNames: ["version"],
    registers,
  }).set({ version: deps.version }, 1);
  const durations = new Histogram({
    name: "stash2plex_plex_request_duration_seconds",
    help: "Time to answer requests of Plex.",
    labelNames: ["route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 20],
    registers,
  });
  const matches = new Counter({
    name: "stash2plex_matches_total",
    help: "Match requests by outcome and by the rung that decided.",
    labelNames: ["outcome", "rung"],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: ({ route, status, outcome, ms, details }) => {
      durations.observe({ route, status }, ms / SECONDS);
      if (route === "match") matches.inc({ outcome, rung: details.rung ?? "none" });
    },
  };
}
