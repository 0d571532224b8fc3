import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary } from "@stash2plex/simulators/library";

import { type EventServer, startEventServer } from "./event-server.js";
import { built } from "./hook-folder.js";
import { editOf } from "./recordings.js";

let root = "";
let provider: EventServer;
let stash: FakeStash;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "stash2plex-cli-"));
  for (const name of ["hook.cjs", "main.cjs", "engine.cjs"])
    copyFileSync(built(name), join(root, name));
  provider = await startEventServer();
  stash = await startFakeStash({
    library: createLibrary({ seed: 1, scenes: 1 }),
    plugins: { Stash2PlexCli: { provider_url: provider.url, provider_token: "pr0vider-token" } },
  });
});
afterEach(async () => {
  await stash.close();
  await provider.close();
  rmSync(root, { recursive: true, force: true, maxRetries: 10 });
});

const data = (): string => join(root, "data");

const run = async (program: "hook.cjs" | "main.cjs", words: readonly string[], input = "") => {
  const child = spawn(process.execPath, [join(root, program), ...words], {
    env: { PATH: process.env.PATH, DATA_DIR: data(), STASH_URL: stash.url, NODE_NO_WARNINGS: "1" },
  });
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { stdout, stderr, code: child.exitCode };
};

/** What Stash sends, with the address of the fake one. */
const documentOf = (args: object): string => {
  const { port } = new URL(stash.url);
  return JSON.stringify({
    server_connection: {
      Scheme: "http",
      Host: "0.0.0.0",
      Port: Number(port),
      SessionCookie: null,
      PluginDir: root,
    },
    args,
  });
};

const until = async (done: () => boolean): Promise<void> => {
  const end = Date.now() + 15_000;
  while (!done() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(done()).toBe(true);
};

describe("the CLI in a terminal", () => {
  it("explains itself", async () => {
    const { stdout, code } = await run("main.cjs", ["--help"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("explain <scene id>")]);
  });

  it("asks the provider that the settings in Stash name", async () => {
    const { stdout, stderr, code } = await run("main.cjs", ["status", "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual({ lines: ["Started."], watch: "http://provider:9998/ui" });
  });

  it("shows what a recorded hook would do", async () => {
    writeFileSync(join(root, "event.json"), editOf(12));
    const { stdout, code } = await run("main.cjs", [
      "--dry-run",
      "--input",
      join(root, "event.json"),
    ]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Scene.Update.Post of 12")]);
    expect(existsSync(join(data(), "spool"))).toBe(false);
  });

  it("ends with 64 for what it does not know, and with 1 for what failed", async () => {
    expect((await run("main.cjs", ["dance"])).code).toBe(64);
    await stash.pause();
    const { code, stderr } = await run("main.cjs", ["status"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("Stash does not answer")]);
    await stash.resume();
  });
});

describe("the CLI in Stash", () => {
  it("answers an operation with one document", async () => {
    const { stdout, stderr, code } = await run("hook.cjs", [], documentOf({ do: "health-check" }));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      output: { lines: ["Started."], watch: "http://provider:9998/ui" },
    });
    expect(stderr).toMatch(/^(?:\u0001i\u0002.+\n)+$/);
  });

  it("delivers the first event of all by the worker, which learns the address from Stash and ends", async () => {
    const hookContext = { id: 7, type: "Scene.Update.Post", input: null, inputFields: ["title"] };
    const { stdout } = await run("hook.cjs", [], documentOf({ hookContext, mode: "hook" }));
    expect(JSON.parse(stdout)).toEqual({ output: "kept" });
    await until(() => provider.events.length > 0 && !existsSync(join(data(), "worker.alive")));
    expect(provider.events).toEqual([{ type: "Scene.Update.Post", id: 7, fields: ["title"] }]);
    expect(readdirSync(join(data(), "spool"))).toEqual([]);
    // From now on hooks deliver at once.
    const next = await run("hook.cjs", [], documentOf({ hookContext: { ...hookContext, id: 8 } }));
    expect(JSON.parse(next.stdout)).toEqual({ output: "delivered" });
    expect(readFileSync(join(data(), "provider.json"), "utf8")).toContain(provider.url);
  });
});
