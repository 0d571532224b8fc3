import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { createRulebook } from "./rulebook.ts";
import { testPath } from "./test-path.ts";

const good = { name: "nas", plex: "/data/media", stash: "/mnt/media" };
const bad = { name: "bad", plex: "/x", stash: "/y", test: { plex: "/x/a.mp4", stash: "/y/b.mp4" } };

function rulebookOf(input: Record<string, unknown>[], samples: string[] = []) {
  const warnings: unknown[] = [];
  const paths = [...samples];
  const reader = { samplePaths: () => paths };
  const logger = {
    ...silentLogger,
    warn: (_event: string, fields: unknown) => warnings.push(fields),
  };
  return { rulebook: createRulebook({ input, reader, logger }), warnings, paths };
}

const knowing = (known: string) => ({
  index: { filesByFoldedPath: (path: string) => (path === known ? [{}] : []) } as never,
  samplePaths: () => ["/mnt/media/Alps/Dawn.mp4"],
});

describe("rulebook", () => {
  it("uses the good rules and reports the bad ones with the reason", () => {
    const { rulebook, warnings } = rulebookOf([good, bad, { name: "half" }]);
    expect(rulebook.rules().map(({ name }) => name)).toEqual(["nas"]);
    const refused = rulebook.reports().map(({ name, refused: reason }) => [name, reason === null]);
    expect(refused).toEqual([
      ["nas", true],
      ["bad", false],
      ["half", false],
    ]);
    expect(warnings).toHaveLength(2);
  });

  it("proves rules on the paths that Stash has by then, and warns once", () => {
    const lossy = {
      name: "lossy",
      plex: { match: "/data/(.*)", to: "/mnt/$1" },
      stash: { match: "/mnt/[^/]+/(.*)", to: "/data/$1" },
    };
    const { rulebook, warnings, paths } = rulebookOf([lossy]);
    expect(rulebook.rules()).toHaveLength(1);
    paths.push("/mnt/Alps/Dawn.mp4");
    rulebook.prove();
    rulebook.prove();
    expect(rulebook.rules()).toHaveLength(0);
    expect(rulebook.reports()[0]?.refused).toContain("/mnt/Alps/Dawn.mp4");
    expect(warnings).toHaveLength(1);
  });

  it("takes over changed rules", () => {
    const { rulebook } = rulebookOf([bad]);
    rulebook.replace([good]);
    expect(rulebook.reports()).toEqual([{ ...good, refused: null }]);
  });
});

describe("testPath", () => {
  const { rulebook } = rulebookOf([{ name: "other", plex: "/other", stash: "/else" }, good]);

  it("says which rule fits, what comes out, and whether Stash has it", () => {
    const result = testPath(
      "/data/media/Alps/Dawn.mp4",
      rulebook.rules(),
      knowing("/mnt/media/alps/dawn.mp4"),
    );
    expect(result).toMatchObject({ rule: "nas", stash: "/mnt/media/Alps/Dawn.mp4", known: true });
    expect(result.explanation).toEqual([
      "other: does not fit",
      "nas: becomes /mnt/media/Alps/Dawn.mp4; Stash has that file",
      "nas: the way back gives /data/media/Alps/Dawn.mp4",
    ]);
  });

  it("shows paths of Stash where nothing fits", () => {
    const result = testPath("/films/Dawn.mp4", rulebook.rules(), knowing(""));
    expect(result).toMatchObject({ rule: null, stash: null, known: false });
    expect(result.explanation.at(-1)).toBe("Paths in Stash look like /mnt/media/Alps/Dawn.mp4");
  });
});
