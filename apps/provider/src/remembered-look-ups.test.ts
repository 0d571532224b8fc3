import { describe, expect, it } from "@jest/globals";

import { rememberEmptyLookUps } from "./remembered-look-ups.ts";

function harness(found: readonly number[]) {
  const asked: string[] = [];
  const kept = new Map<string, Uint8Array>();
  const cache = {
    get: (key: string) => Promise.resolve(kept.get(key)),
    set: (key: string, bytes: Uint8Array) => {
      kept.set(key, bytes);
      return Promise.resolve();
    },
  };
  const lookUp = (baseName: string): Promise<readonly number[]> => {
    asked.push(baseName);
    return Promise.resolve(found);
  };
  return { asked, kept, ask: (origin = "a") => rememberEmptyLookUps(lookUp, cache, origin) };
}

describe("look-ups that found nothing", () => {
  it("are not asked again, in whatever case or Unicode form", async () => {
    const { asked, ask } = harness([]);
    for (const name of ["Caf\u00e9.mp4", "Cafe\u0301.mp4", "CAF\u00c9.MP4"]) {
      expect(await ask()(name)).toEqual([]);
    }
    expect(asked).toHaveLength(1);
  });

  it("are asked again of another Stash, and once the cache is lost", async () => {
    const { asked, kept, ask } = harness([]);
    await ask("a")("x.mp4");
    await ask("b")("x.mp4");
    kept.clear();
    await ask("a")("x.mp4");
    expect(asked).toHaveLength(3);
  });

  it("are remembered only when they found nothing", async () => {
    const { asked, ask } = harness([7]);
    expect(await ask()("x.mp4")).toEqual([7]);
    expect(await ask()("x.mp4")).toEqual([7]);
    expect(asked).toHaveLength(2);
  });
});
