import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary } from "@stash2plex/simulators/library";

import { type EventServer, startEventServer } from "../../test/event-server.js";
import { createFakeEngine, type FakeEngine, spoolName } from "../../test/fake-engine.js";
import { answerStash } from "./answer-stash.js";

const filled = {
  plex_url: "plex:32400",
  plex_token: "plex-t0ken",
  plex_library: "Films, Lectures",
};

let root = "";
let engine: FakeEngine;
let provider: EventServer;
let stash: FakeStash;

const startStash = async (settings: Record<string, unknown>): Promise<void> => {
  stash = await startFakeStash({
    library: createLibrary({ seed: 1, scenes: 1 }),
    plugins: { Stash2PlexCli: settings },
  });
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "stash2plex-command-"));
  engine = createFakeEngine();
  provider = await startEventServer();
});
afterEach(async () => {
  await stash.close();
  await provider.close();
  rmSync(root, { recursive: true, force: true });
});

interface Answer {
  readonly output?: { readonly lines: readonly string[]; readonly data?: unknown };
  readonly error?: string;
  readonly log: string;
}

const data = (): string => join(root, "plugin", "data");

const run = async (args: Readonly<Record<string, unknown>>): Promise<Answer> => {
  const { hostname, port } = new URL(stash.url);
  const out = { 1: "", 2: "" };
  const document = {
    server_connection: {
      Scheme: "http",
      Host: hostname,
      Port: Number(port),
      SessionCookie: { Value: "secret-cookie" },
      PluginDir: join(root, "plugin"),
    },
    args,
  };
  await answerStash(JSON.stringify(document), {
    env: {},
    program: join(root, "plugin", "hook.cjs"),
    parts: engine.parts,
    now: () => 100 * 86_400_000,
    signal: new AbortController().signal,
    write: (descriptor, text) => (out[descriptor] += text),
  });
  return { ...(JSON.parse(out[1]) as Answer), log: out[2] };
};

const keep = (id: number): void => {
  mkdirSync(join(data(), "spool"), { recursive: true });
  const event = { type: "Scene.Update.Post", id, fields: ["title"] };
  writeFileSync(join(data(), "spool", spoolName()), JSON.stringify(event));
};

describe("a task with a provider", () => {
  beforeEach(() => startStash({ provider_url: provider.url, provider_token: "pr0vider-token" }));

  it("hands the command over, and gives back the reply", async () => {
    const { output, log } = await run({ do: "sync-scene", id: "12", dry: "true" });
    expect(provider.asked).toEqual(["/api/stash?do=sync-scene&dry=true&id=12"]);
    expect(output).toEqual({ lines: ["Started."], watch: "http://provider:9998/ui" });
    expect(log).toBe("\u0001i\u0002Started.\n\u0001i\u0002Watch it at http://provider:9998/ui\n");
    expect(engine.opened).toEqual([]);
  });

  it("delivers what hooks left", async () => {
    keep(3);
    await run({ do: "status" });
    expect(provider.events.map(({ id }) => id)).toEqual([3]);
    expect(readdirSync(join(data(), "spool"))).toEqual([]);
  });

  it("writes the address down for hooks, readable for the owner only", async () => {
    await run({ do: "status" });
    const file = join(data(), "provider.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      url: provider.url,
      token: "pr0vider-token",
    });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    ["is down", "drops", /does not answer at .*provider_url/],
    ["refuses the token", "refuses", /provider_token/],
    ["is no provider", "fails", /no Stash2Plex provider \(status 500\)/],
  ] as const)(
    "says what to do when the provider %s, and keeps events",
    async (_name, mood, reason) => {
      provider.mood = mood;
      keep(3);
      const { error, log } = await run({ do: "status" });
      expect(error).toMatch(reason);
      expect(log).toContain("Events are kept for later");
      expect(`${error ?? ""}${log}`).not.toContain("pr0vider-token");
      expect(readdirSync(join(data(), "spool"))).toHaveLength(1);
    },
  );

  it.each([["not JSON"], ['{"lines":7}']])("understands no reply such as %s", async (reply) => {
    provider.reply = reply;
    expect((await run({ do: "status" })).error).toMatch(/another version/);
  });
});

describe("a task without a provider", () => {
  beforeEach(() => startStash(filled));

  it("opens the engine with what was filled in, and closes it", async () => {
    await run({ do: "status" });
    expect(engine.opened[0]).toMatchObject({
      dataDir: data(),
      stash: { url: stash.url, apiKey: null },
      plex: { url: "http://plex:32400", token: "plex-t0ken", sections: ["Films", "Lectures"] },
      maxRetries: 5,
    });
    expect(engine.closed()).toBe(1);
  });

  it.each([
    ["sync-all", { kind: "all" }],
    ["sync-recent", { kind: "recent" }],
    ["reconcile-all", { kind: "all" }],
    ["reconcile-recent", { kind: "recent" }],
    ["reconcile-week", { kind: "week" }],
    ["reconcile-missing", { kind: "missing" }],
  ])("%s compares, works, and tells progress; a dry run only compares", async (command, scope) => {
    const { output, log } = await run({ do: command });
    expect(output?.lines[0]).toBe("9 scenes compared, 3 queued; left out: 1 ambiguous");
    expect(log).toContain("\u0001p\u00021.000");
    await run({ do: command, dry: "true" });
    expect(engine.scopes).toEqual([
      [scope, false],
      [scope, true],
    ]);
    expect(engine.calls.filter((call) => call === "drain")).toHaveLength(1);
  });

  it.each([
    ["process-queue", ["drain"]],
    ["clear-queue", ["clearQueue"]],
    ["dead-letters", ["deadLetters"]],
    ["retry-dead-letters", ["retryDeadLetters", "drain"]],
    ["clear-dead-letters", ["purgeDeadLetters {}"]],
    ["purge-dead-letters", [`purgeDeadLetters {"diedBefore":${70 * 86_400_000}}`]],
    ["health-check", ["plexPass"]],
    ["test-connection", ["plexPass"]],
    ["queue-status", []],
    ["status", []],
  ])("%s does what it says", async (command, calls) => {
    const { output, error } = await run({ do: command, days: "30" });
    expect([engine.calls, error]).toEqual([calls, undefined]);
    expect(output?.lines.length).toBeGreaterThan(0);
  });

  it.each([
    ["process-queue", []],
    ["clear-queue", []],
    ["retry-dead-letters", []],
    ["clear-dead-letters", ["deadLetters"]],
    ["purge-dead-letters", ["deadLetters"]],
  ])("a dry run of %s changes nothing", async (command, calls) => {
    await run({ do: command, dry: true });
    expect(engine.calls).toEqual(calls);
  });

  it("syncs and explains one scene", async () => {
    const { output } = await run({ do: "sync-scene", id: 12 });
    expect(engine.submitted).toEqual([{ type: "Scene.Update.Post", id: 12 }]);
    expect(engine.calls).toEqual(["drain", "explain"]);
    expect(output?.lines).toEqual(["Scene 12", "It is there."]);
  });

  it("compares both sides when asked for gaps, and says how they stand", async () => {
    const { output } = await run({ do: "gaps" });
    expect(engine.calls).toEqual(["compare", "summary"]);
    expect(output?.lines).toEqual([
      "Stash and Plex: 75 % agree (9 of 12), compared 1970-01-01 00:00:00 UTC",
      "Only in Plex: 1",
      "Only in Stash: 2",
    ]);
    expect(output?.data).toMatchObject({ agreement: { percent: 75 }, counts: { "stash-only": 2 } });
  });

  it("takes what hooks left", async () => {
    keep(3);
    await run({ do: "status" });
    expect(engine.submitted.map(({ id }) => id)).toEqual([3]);
  });

  it("takes v1's push times over once", async () => {
    mkdirSync(data(), { recursive: true });
    writeFileSync(join(data(), "sync_timestamps.json"), '{"5": 5, "12": 5}');
    // They are taken over by work: whoever only looks leaves them for later.
    for (const word of ["status", "process-queue", "status"]) await run({ do: word });
    const times = [
      [5, 5_000],
      [12, 5_000],
    ];
    expect(engine.opened.map(({ pushedByV1 }) => [...pushedByV1])).toEqual([times, times, []]);
  });

  it("says what is wrong with Plex as an error", async () => {
    engine.problem = "Plex refused the token.";
    expect((await run({ do: "health-check" })).error).toBe("Plex refused the token.");
  });

  it("closes the engine when something fails, and answers in words", async () => {
    const broken = {
      ...engine.parts,
      drainSpool: () => Promise.reject(new Error("The disk is full.")),
    };
    engine = Object.assign(engine, { parts: broken });
    expect((await run({ do: "status" })).error).toBe("The disk is full.");
    expect(engine.closed()).toBe(1);
  });
});

describe("a task that cannot begin", () => {
  it("says which settings are missing", async () => {
    await startStash({ plex_url: "plex:32400" });
    expect((await run({ do: "status" })).error).toMatch(/^Fill in plex_token, plex_library /);
    expect(engine.opened).toEqual([]);
  });

  it("L16: warns of values that cannot be used, and goes on", async () => {
    await startStash({ ...filled, max_tags: 9_999, sync_tags: "" });
    const { error, log } = await run({ do: "status" });
    expect(error).toBeUndefined();
    expect(log).toContain("\u0001w\u0002The setting max_tags must be");
  });

  it("says so when Stash does not answer", async () => {
    await startStash({});
    stash.faults.set({ status: 401 });
    const answer = await run({ do: "status" });
    expect(answer.error).toBeDefined();
    expect(JSON.stringify(answer)).not.toContain("secret-cookie");
  });

  it("refuses an unknown command", async () => {
    await startStash(filled);
    expect((await run({ do: "dance" })).error).toMatch(/must be one of/);
    expect(existsSync(data())).toBe(false);
  });
});
