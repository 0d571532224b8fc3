import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { createGapsFixture, ours, type GapsFixture } from "../../test/gaps-fixture.ts";

const root = "/data/media";
const legacy = "com.plexapp.agents.imdb://tt1?lang=en";

/** One work of a library: what both sides have of it, the gap that this is, and what is left after the repair. */
interface Seed {
  readonly name: string;
  /** `kind/reason path`, by the number of the work. */
  readonly gap: (id: number) => string | null;
  readonly left: (id: number) => string | null;
  readonly put: (f: GapsFixture, id: number) => void;
  /** After the first comparison of everything. */
  readonly change?: (f: GapsFixture, id: number) => void;
}

const file = (id: number): string => `${root}/works ${id % 7}/Work number ${id} of all.mp4`;
const other = (id: number): string => `${root}/others/Another ${id} of them.mp4`;
const itemId = (id: number): number => 1_000 + id;

const pair = (f: GapsFixture, id: number): void => {
  f.addScene(id, [file(id)]);
  f.addFiles(itemId(id), [file(id)], { guid: ours(id) });
};

const nothing = (): null => null;

const seeds: readonly Seed[] = [
  { name: "agrees", put: pair, gap: nothing, left: nothing },
  {
    name: "only in Plex",
    put: (f, id) => {
      f.addFiles(itemId(id), [file(id)]);
    },
    gap: (id) => `plex-only/not-in-stash ${file(id)}`,
    left: (id) => `plex-only/not-in-stash ${file(id)}`,
  },
  {
    name: "only in Stash",
    put: (f, id) => {
      f.addScene(id, [file(id)]);
    },
    gap: (id) => `stash-only/not-scanned ${file(id)}`,
    left: (id) => `stash-only/not-scanned ${file(id)}`,
  },
  {
    name: "named like an episode",
    put: (f, id) => {
      f.addScene(id, [`${root}/works/Work ${id} S01E01.mp4`]);
    },
    gap: (id) => `stash-only/episode-like-name ${root}/works/Work ${id} S01E01.mp4`,
    left: (id) => `stash-only/episode-like-name ${root}/works/Work ${id} S01E01.mp4`,
  },
  {
    name: "elsewhere",
    put: (f, id) => {
      f.addScene(id, [`/elsewhere/Work ${id}.mp4`]);
    },
    gap: (id) => `stash-only/outside-sections /elsewhere/Work ${id}.mp4`,
    left: (id) => `stash-only/outside-sections /elsewhere/Work ${id}.mp4`,
  },
  {
    name: "of another agent",
    put: (f, id) => {
      f.addScene(id, [file(id)]);
      f.addFiles(itemId(id), [file(id)], { guid: legacy });
    },
    gap: (id) => `unmatched/other-agent ${file(id)}`,
    left: nothing,
  },
  {
    name: "without a match",
    put: (f, id) => {
      f.addScene(id, [file(id)]);
      f.addFiles(itemId(id), [file(id)], { guid: `local://${itemId(id)}` });
    },
    gap: (id) => `unmatched/no-match ${file(id)}`,
    left: nothing,
  },
  {
    name: "changed",
    put: pair,
    change: (f, id) => {
      f.base.stash.editScene(id, { title: `Changed ${id}` });
    },
    gap: (id) => `stale/changed ${file(id)}`,
    left: nothing,
  },
  {
    name: "incomplete",
    put: pair,
    change: (f, id) => {
      f.base.store.db.exec(
        `UPDATE pushed SET incomplete = '["summary"]' WHERE item_id = ${itemId(id)}`,
      );
    },
    gap: (id) => `incomplete/field ${file(id)}`,
    left: nothing,
  },
  {
    name: "gone from Stash",
    put: (f, id) => {
      f.addFiles(itemId(id), [file(id)], { guid: ours(id) });
    },
    gap: (id) => `orphan/scene-deleted ${file(id)}`,
    left: (id) => `orphan/scene-deleted ${file(id)}`,
  },
  {
    name: "merged",
    put: (f, id) => {
      f.addScene(id, [file(id)]);
      f.addFiles(itemId(id), [file(id)], { guid: ours(50_000 + id) });
    },
    gap: (id) => `orphan/scene-merged ${file(id)}`,
    left: nothing,
  },
  {
    name: "twice in Plex",
    put: (f, id) => {
      f.addScene(id, [file(id), other(id)]);
      f.addFiles(itemId(id), [file(id)], { guid: ours(id) });
      f.addFiles(50_000 + id, [other(id)], { guid: ours(id) });
    },
    gap: (id) => `duplicate/two-items ${file(id)}`,
    left: (id) => `duplicate/two-items ${file(id)}`,
  },
  {
    name: "two scenes in one item",
    put: (f, id) => {
      f.addScene(id, [file(id)]);
      f.addScene(50_000 + id, [other(id)]);
      f.addFiles(itemId(id), [file(id), other(id)], { guid: ours(id) });
    },
    gap: (id) => `duplicate/two-scenes ${file(id)}`,
    left: (id) => `duplicate/two-scenes ${file(id)}`,
  },
];

const sorted = (list: readonly (string | null)[]): readonly string[] =>
  list.filter((entry) => entry !== null).sort();

describe("a library with seeded gaps", () => {
  it("is reported exactly as it was seeded, before and after the repair", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(seeds.length - 1), { minLength: 1, maxLength: 25 }),
        async (chosen) => {
          const f = createGapsFixture();
          try {
            const works = chosen.flatMap((at, index) => {
              const seed = seeds[at];
              return seed === undefined ? [] : [{ id: index + 1, seed }];
            });
            // Something that both sides have tells which folders of Stash Plex shows.
            pair(f, 900);
            for (const { id, seed } of works) seed.put(f, id);
            await f.sync();
            for (const { id } of works.filter(({ seed }) => seed.put === pair)) await f.run(id);
            await f.base.clock.advance(60_000);
            for (const { id, seed } of works) seed.change?.(f, id);
            const report = await f.compare();
            const gaps = sorted(works.map(({ id, seed }) => seed.gap(id)));
            expect(await f.open()).toEqual(gaps);
            expect(report.opened).toBe(gaps.length);
            const { agreeing, compared } = report.agreement;
            expect(compared - agreeing).toBe(gaps.length);
            await f.service.repair({}, { dryRun: false });
            await f.workOff();
            await f.base.clock.advance(60_000);
            await f.compare();
            expect(await f.open()).toEqual(sorted(works.map(({ id, seed }) => seed.left(id))));
          } finally {
            await f.dispose();
          }
        },
      ),
      { numRuns: 15 },
    );
  }, 300_000);
});
