import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { pluginCommands } from "@stash2plex/shared/events/plugin-commands";

import { sampleGap } from "../../test/memory-gap-service.ts";
import { deadLetter, quietStatus } from "../../test/memory-sync-service.ts";
import {
  startSteering,
  type SteeringChanges,
  type SteeringHarness,
} from "../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

const restart = async (changes: SteeringChanges): Promise<void> => {
  await harness.close();
  harness = await startSteering(changes);
};

/** As Stash v0.30.1 posts it. */
const document = { operationName: "Me", query: "query Me {\n\tme {\n\t\tname\n\t}\n}\n" };

interface Reply {
  readonly lines: readonly string[];
  readonly data?: unknown;
  readonly watch?: string;
  readonly error?: string;
}

const post = (query: string, token?: string) =>
  harness.post(`/api/stash?${query}`, document, token === undefined ? {} : { apikey: token });

const nameOf = (answer: { readonly status: number; json(): unknown }): string => {
  expect(answer.status).toBe(200);
  const { data } = answer.json() as { readonly data: { readonly me: { readonly name: string } } };
  return data.me.name;
};

const ask = async (query: string): Promise<Reply> => JSON.parse(nameOf(await post(query))) as Reply;

describe("POST /api/stash", () => {
  it("answers the one shape that Stash reads, with where to watch", async () => {
    const reply = await ask("do=status");
    expect(reply.error).toBeUndefined();
    expect(reply.watch).toBe(`http://127.0.0.1:${harness.port}/ui`);
    expect(reply.lines).toEqual([
      "Stash: 1234 scenes known (ready), as of 2026-01-02 03:03:53 UTC",
      "Worker: at work",
      "Queue: 2 due, 1 for later, 0 in work, 3 dead letters",
      "Plex: 500 items known (ready), as of 2026-01-02 03:04:05 UTC",
      "Doorbell: heard, last rung 2026-01-02 03:04:05 UTC",
      "Last item brought to Plex: 2026-01-02 03:04:05 UTC",
      `To watch: ${reply.watch}`,
    ]);
  });

  it.each(pluginCommands)("%s answers", async (name) => {
    const reply = await ask(`do=${name}&id=12`);
    expect(reply.error).toBeUndefined();
    expect(reply.lines.length).toBeGreaterThan(1);
  });

  it.each([
    ["do=sync-all", ["reconcile", { kind: "all" }, false]],
    ["do=sync-recent", ["reconcile", { kind: "recent" }, false]],
    ["do=reconcile-week&dry=true", ["reconcile", { kind: "week" }, true]],
    ["do=reconcile-missing&dry=1", ["reconcile", { kind: "missing" }, true]],
    ["do=sync-scene&id=12", ["submit", 1]],
    ["do=sync-scene&id=12&dry=true", ["reconcile", { kind: "scenes", ids: [12] }, true]],
    ["do=explain-scene&id=12", ["explain", 12]],
    ["do=clear-queue", ["clearQueue"]],
    ["do=dead-letters", ["deadLetters", 30]],
    ["do=retry-dead-letters", ["retry", null]],
    ["do=clear-dead-letters", ["purge", {}]],
    ["do=purge-dead-letters&days=7", ["purge", { diedBefore: Date.UTC(2025, 11, 26, 3, 4, 5) }]],
    ["do=purge-dead-letters", ["purge", { diedBefore: Date.UTC(2025, 11, 3, 3, 4, 5) }]],
    ["do=test-connection", ["plexPass"]],
  ])("%s", async (query, call) => {
    await ask(query);
    expect(harness.service.calls).toEqual([call]);
  });

  it.each([
    ["do=clear-queue&dry=true", /^3 entries would/],
    ["do=retry-dead-letters&dry=true", /^3 dead letters would/],
    ["do=clear-dead-letters&dry=true", /^3 dead letters would/],
    ["do=purge-dead-letters&dry=true&days=2", /^1 dead letters would/],
  ])("%s only counts", async (query, line) => {
    harness.service.letters = [1, 2, 3].map(deadLetter);
    expect((await ask(query)).lines[0]).toMatch(line);
    expect(JSON.stringify(harness.service.calls)).not.toMatch(/clear|retry|purge/);
  });

  it.each([
    ["", /"do" must be one of status, /],
    ["do=format-disk", /"do" must be one of/],
    ["do=sync-scene", /needs "id"/],
    ["do=explain-scene&id=..", /needs "id"/],
  ])("%s is an error that names what may be asked", async (query, error) => {
    expect((await ask(query)).error).toMatch(error);
    expect(harness.service.calls).toEqual([]);
  });

  it("tells how Stash and Plex stand to each other, and where the gaps are listed", async () => {
    const reply = await ask("do=gaps");
    expect(reply.lines).toEqual([
      "Stash and Plex: 92 % agree (92 of 100), compared 2026-01-02 03:04:05 UTC",
      "Only in Plex: 1",
      "Only in Stash: 2",
      "In both, not matched: 1",
      "Out of date in Plex: 1",
      "Incomplete in Plex: 1",
      "In Plex, scene gone: 1",
      "Twice: 1",
      `To watch: http://127.0.0.1:${harness.port}/ui/gaps`,
    ]);
    expect(reply).toMatchObject({
      data: {
        agreement: { agreeing: 92, compared: 100, percent: 92 },
        counts: { "stash-only": 2 },
        labels: { "stash-only": "Only in Stash" },
      },
      watch: `http://127.0.0.1:${harness.port}/ui/gaps`,
    });
    expect(harness.service.calls).toEqual([]);
  });

  it("tells the gaps that Plex's own questions have shown where nothing can be compared", async () => {
    await restart({ off: true });
    harness.gaps.asOf = null;
    harness.gaps.problem = "PLEX_URL is not set.";
    harness.gaps.gaps = [sampleGap(1, { kind: "plex-only", reason: "not-in-stash" })];
    const reply = await ask("do=gaps");
    expect(reply.error).toBeUndefined();
    expect(reply.lines.slice(0, 3)).toEqual([
      "Stash and Plex were not compared yet.",
      "PLEX_URL is not set.",
      "Only in Plex: 1",
    ]);
  });

  it("says why the gaps cannot be told", async () => {
    harness.gaps.failure = "The thread of the Stash mirror ended.";
    expect((await ask("do=gaps")).error).toBe("The thread of the Stash mirror ended.");
  });

  it("says what is wrong with the connections", async () => {
    harness.service.current = {
      ...quietStatus,
      worker: "paused",
      problem: "Plex refuses the token. Check PLEX_TOKEN.",
    };
    expect((await ask("do=health-check")).error).toBe("Plex refuses the token. Check PLEX_TOKEN.");
    harness.service.failure = "Plex does not answer. Check PLEX_URL.";
    const reply = await ask("do=test-connection");
    expect(reply.error).toBe("Plex does not answer. Check PLEX_URL.");
    expect(reply.lines[0]).toMatch(/^Stash: 1234 scenes known/);
  });

  it.each([
    ["do=status", undefined],
    ["do=health-check", "PLEX_URL is not set: nothing is brought to Plex."],
    ["do=sync-all", "PLEX_URL is not set: nothing is brought to Plex."],
  ])("%s without Plex", async (query, error) => {
    await restart({ off: true });
    const reply = await ask(query);
    expect(reply.error).toBe(error);
    expect(JSON.stringify(reply)).toContain("PLEX_URL is not set");
  });
});

describe("a task ends within ten seconds", () => {
  const never = new Promise<void>(() => undefined);

  it.each([
    ["do=reconcile-all", 5_000, /was started and goes on/],
    ["do=explain-scene&id=1", 8_000, /^explain-scene goes on/],
    ["do=test-connection", 5_000, /^Stash: 1234 scenes known/],
  ])("%s", async (query, ms, line) => {
    harness.service.gate = never;
    const asked = ask(query);
    while (!harness.clock.waiting().includes(ms)) await nextTurn();
    harness.clock.advance(ms);
    const reply = await asked;
    expect(reply.error).toBeUndefined();
    expect(reply.lines[0]).toMatch(line);
    expect(harness.clock.waiting()).toEqual([]);
  });

  it("says so when another run is going on", async () => {
    harness.service.gate = never;
    const first = ask("do=reconcile-all");
    while (!harness.clock.waiting().includes(5_000)) await nextTurn();
    expect((await ask("do=reconcile-week")).error).toMatch(/Another run is going on/);
    harness.clock.advance(5_000);
    await first;
  });
});

describe("the token", () => {
  const message = async (token?: string): Promise<unknown> => {
    const answer = await post("do=clear-queue", token);
    // Another status, and Stash would show a dump of the answer instead of the message.
    expect(answer.status).toBe(200);
    return answer.json();
  };

  it("is asked for in words that Stash shows", async () => {
    await restart({ apiToken: "token-12345" });
    for (const [token, words] of [
      [undefined, /has an API_TOKEN/],
      ["", /has an API_TOKEN/],
      ["wrong-token", /token is wrong/],
    ] as const) {
      expect(await message(token)).toEqual({
        data: null,
        errors: [{ message: expect.stringMatching(words) }],
      });
    }
    expect(harness.service.calls).toEqual([]);
    expect(nameOf(await post("do=clear-queue", "token-12345"))).toContain("3 entries");
  });

  it("cannot be guessed by trying", async () => {
    await restart({ apiToken: "token-12345" });
    for (let count = 0; count < 10; count += 1) await message("wrong-token");
    expect(JSON.stringify(await message("token-12345"))).toContain("Too many wrong tokens");
  });

  it("is asked for in no word that Stash would take for another fault", async () => {
    await restart({ apiToken: "token-12345" });
    const said = [JSON.stringify(await message()), JSON.stringify(await message("wrong"))].join();
    // What Stash looks for in an error, in lower case (docs/reference/stash.md, 4.14).
    expect(said.toLowerCase()).not.toMatch(
      /doctype|request failed|invalid character|illegal base64|unexpected end|signature is invalid/,
    );
  });

  it("and no page of another site", async () => {
    const answer = await harness.post("/api/stash?do=clear-queue", document, {
      origin: "http://elsewhere.example",
    });
    expect(answer.status).toBe(403);
    expect(harness.service.calls).toEqual([]);
  });
});

describe("a long answer", () => {
  it("is cut to 4 KB of JSON", async () => {
    harness.service.letters = Array.from({ length: 30 }, (_none, index) => ({
      ...deadLetter(30 - index),
      error: `Plex said: "${"ä€😀\\".repeat(200)}"`,
    }));
    const name = nameOf(await post("do=dead-letters"));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(4_096);
    const { lines, data } = JSON.parse(name) as Reply;
    expect(data).toBeUndefined();
    expect(lines.at(-1)).toMatch(/^\(\d+ more lines: see the page\)$/);
    expect(lines[0]).toMatch(/^30: scene 130, 5 tries/);
  });
});
