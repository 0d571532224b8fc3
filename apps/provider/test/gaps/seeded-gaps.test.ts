import { afterEach, describe, expect, it } from "@jest/globals";

import { closeGapStages, type GapStage, startGapStage, writing } from "./gap-stage.ts";
import type { Layout } from "./gap-world.ts";
import { excludedTag } from "./seeds-plex-side.ts";
import { expectedLines, reportedLines } from "./seed.ts";
import { bringApart, gapsOf, leftOf, seedLibraries } from "./seeded-libraries.ts";

afterEach(async () => {
  expect(await closeGapStages()).toEqual([]);
});

const longMs = 180_000;
const env = { EXCLUDE_TAGS: excludedTag.name } as const;

async function repairAll(stage: GapStage, dryRun: boolean): Promise<void> {
  const answer = await stage.ask("/api/gaps/repair", {
    method: "POST",
    body: JSON.stringify({ all: true, dryRun }),
  });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
}

const family = (stage: GapStage) => {
  const key = stage.pms.sections().find(({ title }) => title === "Family")?.key ?? "none";
  return stage.pms.items(key);
};

/** Follows both sides until the report is this one. */
async function becomes(stage: GapStage, wanted: readonly string[]): Promise<void> {
  const now = async (): Promise<readonly string[]> => {
    await stage.rest();
    await stage.look();
    await stage.rest();
    return reportedLines(await stage.compared());
  };
  await stage.eventually(now, (lines) => lines.join() === wanted.join()).catch(() => undefined);
  expect(await now()).toEqual(wanted);
}

const cases: readonly (readonly [
  layout: Layout,
  seed: number,
  scenes: number,
  least: number,
  most: number,
])[] = [
  ["same folders", 1, 120, 1, 1],
  ["path rules", 2, 120, 1, 1],
  ["other mounts", 3, 120, 1, 1],
  ["same folders", 4, 60, 0, 1],
  ["path rules", 5, 200, 0, 4],
  ["other mounts", 6, 200, 0, 4],
  ["path rules", 7, 500, 1, 5],
];

describe("the report on two libraries", () => {
  it.each(cases)(
    "with %s, seed %i, %i scenes, is what was seeded: before a repair, after it, and after what people do",
    async (layout, seed, scenes, least, most) => {
      const { world, seeds } = seedLibraries({ seed, scenes, layout, least, most });
      const stage = await startGapStage(world, { env });
      await bringApart(stage, seeds);
      const familyBefore = family(stage);
      const wanted = expectedLines(gapsOf(seeds));

      const first = await stage.compared();
      expect(reportedLines(first)).toEqual(wanted);
      const { counts, total } = await stage.page("limit=1");
      expect(total).toBe(wanted.length);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(wanted.length);

      // Neither another comparison nor a restart makes a difference.
      expect((await stage.compared()).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
      await stage.again(writing);
      expect(reportedLines(await stage.gaps())).toEqual(wanted);

      stage.pms.resetRequests();
      await repairAll(stage, true);
      expect(stage.pms.writes()).toEqual([]);
      expect(reportedLines(await stage.gaps())).toEqual(wanted);

      await repairAll(stage, false);
      await becomes(stage, expectedLines(leftOf(seeds)));

      const rules = seeds.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
      if (rules.length > 0) await stage.again({ ...writing, PATH_RULES: world.rules(...rules) });
      for (const { byHand } of seeds) await byHand?.(stage);
      await stage.look();
      await stage.rest();
      await stage.compared();
      await repairAll(stage, false);
      await becomes(stage, []);

      const closed = await stage.gaps("closed");
      const unclosed = closed.filter(({ closedAt }) => closedAt === null);
      expect(unclosed).toEqual([]);
      expect(reportedLines(closed)).toEqual(expect.arrayContaining([...wanted]));
      expect(family(stage)).toEqual(familyBefore);

      await stage.again({ ...writing, PATH_RULES: world.rules(...rules) });
      expect(await stage.compared()).toEqual([]);
    },
    longMs,
  );
});
