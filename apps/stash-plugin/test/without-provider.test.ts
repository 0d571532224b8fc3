import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary, type Library, updateScene } from "@stash2plex/simulators/library";
import { type PmsServer, startPmsServer } from "@stash2plex/simulators/pms-server";

import { built } from "./hook-folder.js";

let root = "";
let plex: PmsServer;
let stash: FakeStash;
let library: Library;
const workers: number[] = [];

const fileOf = (id: number): string => library.scene(id)?.files[0]?.path ?? "";

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "stash2plex-alone-"));
  for (const name of ["hook.cjs", "main.cjs", "engine.cjs"])
    copyFileSync(built(name), join(root, name));
  library = createLibrary({ seed: 7, scenes: 5, mounts: ["/data/media"] });
  const files = [1, 2, 3, 4, 5].map((id) => fileOf(id).replace("/data/media/", ""));
  plex = await startPmsServer({
    sections: [
      { title: "Lectures", locations: ["/plex/media"], agent: "tv.plex.agents.none", files },
      {
        title: "Family",
        locations: ["/plex/family"],
        agent: "tv.plex.agents.movie",
        files: ["Film.mp4"],
      },
    ],
  });
  stash = await startFakeStash({
    library,
    plugins: {
      Stash2PlexCli: { plex_url: plex.url, plex_token: plex.token, plex_library: "Lectures" },
    },
  });
});
afterEach(async () => {
  for (const pid of workers.splice(0)) process.kill(pid, "SIGTERM");
  await stash.close();
  await plex.close();
  rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const start = (program: string, words: readonly string[], more: Record<string, string> = {}) => {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: join(root, "data"),
    STASH_URL: stash.url,
    NODE_NO_WARNINGS: "1",
    ...more,
  };
  return spawn(process.execPath, [join(root, program), ...words], { env });
};

const run = async (program: string, words: readonly string[], input = "") => {
  const child = start(program, words);
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { stdout, stderr, code: child.exitCode };
};

const hookOf = (id: number): string =>
  JSON.stringify({
    server_connection: {
      Scheme: "http",
      Host: "0.0.0.0",
      Port: Number(new URL(stash.url).port),
      SessionCookie: null,
      PluginDir: root,
    },
    args: {
      hookContext: { id, type: "Scene.Update.Post", input: null, inputFields: ["id", "title"] },
    },
  });

const until = async (done: () => boolean): Promise<void> => {
  const end = Date.now() + 15_000;
  while (!done() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 30));
};

const log = (): string => {
  try {
    return readFileSync(join(root, "data", "worker.log"), "utf8");
  } catch {
    return "";
  }
};

describe("the CLI without a provider", () => {
  it("brings an edit to Plex: hook, spool, worker, engine", async () => {
    const worker = start("main.cjs", ["worker"]);
    if (worker.pid !== undefined) workers.push(worker.pid);
    updateScene(library, 3, {
      title: "Glaciers of the North",
      details: "Ice, and what it leaves.",
    });
    const { stdout } = await run("hook.cjs", [], hookOf(3));
    expect(JSON.parse(stdout)).toEqual({ output: "kept" });
    const title = (): unknown => plex.itemOfFile(fileOf(3).replace("/data/media", "")).fields.title;
    await until(() => title() === "Glaciers of the North");
    expect([title(), log()]).toEqual([
      "Glaciers of the North",
      expect.not.stringContaining(" error "),
    ]);
    expect(plex.violations()).toEqual([]);
    expect(plex.writes().filter(({ path }) => path.includes("family"))).toEqual([]);
  }, 30_000);

  it("syncs everything from a terminal, and says what it did", async () => {
    updateScene(library, 2, { title: "Rivers", details: "From spring to sea." });
    const tried = await run("main.cjs", ["sync", "--dry-run"]);
    expect([tried.code, tried.stderr]).toEqual([0, ""]);
    expect(plex.writes()).toEqual([]);
    const { stdout, code } = await run("main.cjs", ["sync"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/5 scenes compared/)]);
    expect(plex.itemOfFile(fileOf(2).replace("/data/media", "")).fields.title).toBe("Rivers");
    plex.resetRequests();
    await run("main.cjs", ["sync"]);
    expect(plex.writes()).toEqual([]);
  }, 40_000);

  it("says from a terminal how Stash and Plex stand to each other, and writes nothing", async () => {
    const { stdout, stderr, code } = await run("main.cjs", ["gaps"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Stash and Plex: [\d.]+ % agree \(\d+ of 5\), compared /);
    expect(stdout).toContain("In both, not matched: 5\n");
    expect(plex.writes()).toEqual([]);
  }, 40_000);
});
