import { describe, expect, it } from "@jest/globals";

import type { Layout } from "../../bench/layouts/layout.ts";
import { createLayouts } from "../../bench/layouts/layouts.ts";
import { measureAccuracy } from "../../bench/layouts/measure.ts";
import { createMemorySceneIndex } from "../../bench/layouts/memory-scene-index.ts";
import { createMirrorSceneIndex } from "../../bench/layouts/mirror-scene-index.ts";
import { matchingAccuracy } from "../../bench/matching-accuracy.ts";

const seeds = [2, 3];

const names = createLayouts(1).map(({ name }) => name);

function layoutOf(layouts: readonly Layout[], name: string): Layout {
  const layout = layouts.find((each) => each.name === name);
  if (layout === undefined) throw new Error(`there is no layout "${name}"`);
  return layout;
}

describe.each(seeds)("library of seed %i", (seed) => {
  const layouts = createLayouts(seed);

  it.each(names)("%s: nothing wrong, nothing missed", (name) => {
    const layout = layoutOf(layouts, name);
    const index = createMemorySceneIndex(layout.library);
    for (const withRules of [false, true]) {
      const { wrong, missed, identified } = measureAccuracy(layout, index, withRules);
      expect(wrong).toEqual([]);
      expect(missed).toEqual([]);
      expect(identified).toBeGreaterThan(50);
    }
  });
});

describe("the layouts", () => {
  it("hold traps and files that are found, so that the figures mean something", () => {
    const layouts = createLayouts(1);
    const traps = layouts.flatMap(({ files }) => files.filter(({ sceneId }) => sceneId === null));
    expect(layouts.length).toBeGreaterThan(20);
    expect(traps.length).toBeGreaterThan(2_000);
    expect(createLayouts(1)).toEqual(layouts);
    expect(createLayouts(2)).not.toEqual(layouts);
  });

  it("find every known file wherever a rule maps the whole tree", () => {
    for (const name of ["same tree, other mount", "Windows drives, absolute", "UNC share"]) {
      const layout = layoutOf(createLayouts(1), name);
      const index = createMemorySceneIndex(layout.library);
      const { found, known } = measureAccuracy(layout, index, true);
      expect(found).toBe(known);
    }
  });

  it("are decided over the mirror as over plain maps", () => {
    for (const layout of createLayouts(6)) {
      const overMirror = measureAccuracy(layout, createMirrorSceneIndex(layout.library), false);
      const overMaps = measureAccuracy(layout, createMemorySceneIndex(layout.library), false);
      expect(overMirror).toEqual(overMaps);
    }
  });

  it("are printed as a table", () => {
    const { text, wrong, missed } = matchingAccuracy(1);
    expect([wrong, missed]).toEqual([0, 0]);
    const [header, ...rows] = text.split("\n");
    expect(header).toMatch(/layout +config +files +known +recall +identified +recall +wrong/);
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.every((row) => row.endsWith(" 0"))).toBe(true);
  });
});
