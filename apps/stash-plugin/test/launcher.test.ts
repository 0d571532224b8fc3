import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const sh = execFileSync("sh", ["-c", "command -v sh"], { encoding: "utf8" }).trim();
const launcher = fileURLToPath(new URL("../packaging/launch.sh", import.meta.url));
let folder = "";
let bin = "";

const program = (name: string): string =>
  `process.stdout.write(JSON.stringify({output: ["${name}", ...process.argv.slice(2), process.env.NODE_NO_WARNINGS, require("fs").readFileSync(0, "utf8").length]}))`;

beforeAll(() => {
  // A blank in the path: plugins may lie anywhere.
  folder = mkdtempSync(join(tmpdir(), "stash2plex launcher "));
  bin = mkdtempSync(join(tmpdir(), "stash2plex-bin-"));
  copyFileSync(launcher, join(folder, "launch.sh"));
  for (const name of ["hook", "main"]) writeFileSync(join(folder, `${name}.cjs`), program(name));
  symlinkSync(
    execFileSync("sh", ["-c", "command -v cat"], { encoding: "utf8" }).trim(),
    join(bin, "cat"),
  );
});
afterAll(() => {
  for (const one of [folder, bin]) rmSync(one, { recursive: true, force: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  spawnSync(sh, [join(folder, "launch.sh"), ...args], {
    env,
    input: "x".repeat(3_000_000),
    encoding: "utf8",
  });

describe("the launcher", () => {
  it("starts the hook program with what Stash sends", () => {
    const { status, stdout, stderr } = run([], { PATH: bin, STASH2PLEX_NODE: process.execPath });
    expect([status, JSON.parse(stdout), stderr]).toEqual([
      0,
      { output: ["hook", "1", 3_000_000] },
      "",
    ]);
  });

  it("starts the main program with words from a terminal", () => {
    const { stdout } = run(["explain", "12", "a b"], {
      PATH: bin,
      STASH2PLEX_NODE: process.execPath,
    });
    expect(JSON.parse(stdout)).toEqual({
      output: ["main", "explain", "12", "a b", "1", 3_000_000],
    });
  });

  it("B39: says what to do where there is no Node, and does not fail", () => {
    // A machine for tests has one in a usual place: the launcher shall look elsewhere.
    const text = readFileSync(launcher, "utf8");
    writeFileSync(
      join(folder, "launch.sh"),
      text.replaceAll(/(?<= )\/(?:usr|opt)\/[\w/]*node/g, "/none"),
    );
    const { status, stdout } = run([], { PATH: bin });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      error: expect.stringMatching(/needs Node 22\.19 .* Stash2Plex/),
    });
    expect(run(["status"], { PATH: bin })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/needs Node/),
    });
  });
});
