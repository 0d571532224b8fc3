import { setImmediate as nextTurn } from "node:timers/promises";

import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import { Registry } from "prom-client";

import { createManualClock } from "../../../test/manual-clock.ts";
import { createMemoryGapService } from "../../../test/memory-gap-service.ts";
import { addGapGauges } from "./gap-gauges.ts";
import { createGapWatch } from "./gap-watch.ts";

const START = Date.UTC(2026, 0, 2);

const open = () => {
  const gaps = createMemoryGapService();
  const clock = createManualClock(START);
  let asked = 0;
  const counting = {
    summary: () => {
      asked += 1;
      return gaps.summary();
    },
  };
  const watch = createGapWatch({ gaps: counting, clock, logger: silentLogger });
  const registry = new Registry();
  addGapGauges(registry, () => watch.last());
  return { gaps, clock, watch, asked: () => asked, scrape: () => registry.metrics() };
};

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await nextTurn();
};

describe("gauges of the gaps", () => {
  it("never wait for the thread, and are absent before its first word", async () => {
    const { gaps, scrape, asked } = open();
    gaps.gate = new Promise(() => undefined);
    const text = await scrape();
    expect(text).not.toMatch(/^stash2plex_gaps\{/m);
    expect(text).toContain("stash2plex_gaps_agreement_ratio Nan");
    expect(text).toContain("stash2plex_gaps_last_compare_timestamp_seconds Nan");
    await scrape();
    expect(asked()).toBe(1);
  });

  it("tell every known pair, also those with none", async () => {
    const { scrape } = open();
    await scrape();
    await settled();
    const text = await scrape();
    expect(text).toContain('stash2plex_gaps{kind="stash-only",reason="not-scanned"} 2');
    expect(text).toContain('stash2plex_gaps{kind="stash-only",reason="unmapped"} 0');
    expect(text).toContain('stash2plex_gaps{kind="plex-only",reason="unmapped"} 0');
    expect(text.match(/^stash2plex_gaps\{/gm)).toHaveLength(18);
    expect(text).toContain("stash2plex_gaps_agreement_ratio 0.92\n");
    expect(text).toMatch(/stash2plex_gaps_last_compare_timestamp_seconds 1767323045\n/);
    expect(text).toContain("stash2plex_gaps_last_compare_duration_seconds 1.5\n");
  });

  it("say NaN, not zero, where both sides were never compared", async () => {
    const { gaps, scrape } = open();
    gaps.asOf = null;
    await scrape();
    await settled();
    const text = await scrape();
    expect(text).toMatch(/^stash2plex_gaps\{/m);
    expect(text).toContain("stash2plex_gaps_agreement_ratio Nan");
    expect(text).toContain("stash2plex_gaps_last_compare_duration_seconds Nan");
  });
});

describe("what is known of the gaps", () => {
  it("is asked again when it is ten seconds old, or after a comparison", async () => {
    const { gaps, clock, watch, asked } = open();
    watch.last();
    await settled();
    gaps.asOf = START;
    clock.advance(9_999);
    expect(watch.last()?.asOf).not.toBe(START);
    expect(asked()).toBe(1);
    clock.advance(1);
    watch.last();
    await settled();
    expect([watch.last()?.asOf, asked()]).toEqual([START, 2]);
    watch.expire();
    await settled();
    expect(asked()).toBe(3);
  });

  it("stays when it cannot be asked", async () => {
    const { gaps, clock, watch, asked } = open();
    watch.last();
    await settled();
    gaps.failure = "The thread of the Stash mirror ended.";
    clock.advance(10_000);
    watch.last();
    await settled();
    expect([watch.last()?.asOf, asked()]).toEqual([gaps.asOf, 2]);
  });
});
