import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

import { fakeTerminal } from "../../test/fake-terminal.ts";
import { fillMirrors, type MirroredFile } from "../../test/filled-mirrors.ts";
import { runCli } from "./run-cli.ts";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "stash2plex-suggest-"));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

async function suggest(...args: readonly string[]) {
  const terminal = fakeTerminal({ DATA_DIR: dataDir });
  const code = await runCli(["paths", "suggest", ...args], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

const below = (root: string, names: readonly string[], first = 100): readonly MirroredFile[] =>
  names.map((name, at) => ({ path: `${root}/${name}`, size: first + at }));

const names = ["Alps/Dawn.mp4", "Alps/Dusk.mp4", "Lakes/Noon.mp4"];
const films = { key: "1", title: "Films", folders: ["/m"] };

/** Two trees of the same names in Stash: only a rule tells which is Plex's. */
const twoTrees = [...below("/data", names), ...below("/old", names, 900)];

const settingsFile = () => join(dataDir, "stash2plex.yaml");

describe("paths suggest", () => {
  it("prints rules that can be pasted as they are, and how many files each explains", async () => {
    fillMirrors(dataDir, twoTrees, [{ ...films, files: below("/m", names) }]);
    const { code, out } = await suggest();
    expect(code).toBe(0);
    expect(out).toContain("Films: 3 files in Plex, 6 files in Stash.");
    expect(out).toContain("# explains 3 files");
    expect(parse(out.slice(out.indexOf("pathRules:")))).toEqual({
      pathRules: [
        {
          name: "m",
          plex: "/m",
          stash: "/data",
          plexRoot: "/m",
          test: { plex: "/m/Alps/Dawn.mp4", stash: "/data/Alps/Dawn.mp4" },
        },
      ],
    });
    expect(existsSync(settingsFile())).toBe(false);
  });

  it("says that none is needed, and shows it where it is wanted anyway", async () => {
    fillMirrors(dataDir, below("/data", names), [{ ...films, files: below("/m", names) }]);
    const { code, out } = await suggest();
    expect([code, out.includes("pathRules:")]).toEqual([0, false]);
    expect(out).toContain("No rule is needed");
    expect((await suggest("--anyway")).out).toContain("plex: /m\n");
  });

  it("adds rules to the settings file behind those that are there, which keep their comments", async () => {
    const before = `# Mine.\nadult: always # as it was\npathRules:\n  # the old disk\n  - { name: lakes, plex: /m/Lakes, stash: /data/Lakes } # tried\n`;
    writeFileSync(settingsFile(), before);
    fillMirrors(dataDir, twoTrees, [{ ...films, files: below("/m", names) }]);
    const { code, out } = await suggest("--write");
    expect(code).toBe(0);
    expect(out).toContain(`Written to ${settingsFile()}`);
    const text = readFileSync(settingsFile(), "utf8");
    for (const kept of ["# Mine.", "# as it was", "# the old disk", "# tried"]) {
      expect(text).toContain(kept);
    }
    const { pathRules } = parse(text) as { pathRules: { name: string; plex: string }[] };
    expect(pathRules.map(({ name, plex }) => [name, plex])).toEqual([
      ["lakes", "/m/Lakes"],
      ["m", "/m"],
    ]);
    const again = await suggest("--write");
    expect(again.out).toContain('The rule "lakes" that is in use explains 1 file.');
    expect(readFileSync(settingsFile(), "utf8")).toBe(text);
  });

  it("looks at one library alone, as JSON", async () => {
    fillMirrors(dataDir, twoTrees, [
      { ...films, files: below("/m", names) },
      { key: "2", title: "Clips", folders: ["/c"], files: below("/c", ["a/b.mp4"], 5) },
    ]);
    const { code, out } = await suggest("--section", "clips", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      sections: ["Clips"],
      plexFiles: 1,
      rules: [],
      unexplained: [{ reason: "not-in-stash", files: 1 }],
      written: null,
    });
  });

  it("says what to do while something is missing", async () => {
    expect(await suggest()).toMatchObject({ code: 1, err: expect.stringContaining("There is no") });
    fillMirrors(dataDir, twoTrees, []);
    const empty = await suggest();
    expect([empty.code, empty.err]).toEqual([1, expect.stringContaining("PLEX_URL")]);
    const unknown = await suggest("--section", "Nope");
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('no library "Nope"')]);
  });

  it("does not let names of files steer the terminal", async () => {
    const hostile = ["Alps/\u001b[2JDawn.mp4", "Alps/Du\nsk.mp4"];
    fillMirrors(dataDir, below("/data", ["x/y.mp4"]), [
      { ...films, title: "F\u001bilms", files: below("/m", hostile) },
    ]);
    const { out } = await suggest();
    expect(out).not.toContain("\u001b");
  });
});
