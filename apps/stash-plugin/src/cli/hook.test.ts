import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { eventOfHook, type StashEvent } from "@stash2plex/shared/events";

import { type EventServer, startEventServer } from "../../test/event-server.js";
import { type HookAnswer, type HookFolder, makeHookFolder } from "../../test/hook-folder.js";
import { editOf, rawInputs, recordings } from "../../test/recordings.js";

let folder: HookFolder;
let server: EventServer;

beforeEach(async () => {
  folder = makeHookFolder();
  server = await startEventServer();
  folder.provider(server.url, "t0ken");
});
afterEach(async () => {
  await server.close();
  folder.remove();
});

/** As Stash reads it: one document, one line of its protocol, and no failure. */
const expectWellBehaved = ({ stdout, stderr, code }: HookAnswer): void => {
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(expect.any(Object));
  expect(stderr.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(1);
  if (stderr !== "") expect(stderr).toMatch(/^\u0001[tdiwe]\u0002.{1,300}\n$/);
  expect(stdout + stderr).not.toContain("secret-cookie");
};

describe("a hook with a provider", () => {
  it("delivers what every recording of a real Stash tells", async () => {
    const hooks = recordings.filter(({ stdin }) => stdin.args.hookContext !== undefined);
    expect(hooks.length).toBeGreaterThan(200);
    const expected: StashEvent[] = [];
    // Eight at a time: each is a process of its own.
    for (let at = 0; at < hooks.length; at += 8) {
      const batch = hooks.slice(at, at + 8);
      const answers = await Promise.all(
        batch.map(({ stdin }) => folder.run(JSON.stringify(stdin))),
      );
      answers.forEach(expectWellBehaved);
      for (const { stdin } of batch) {
        const event = eventOfHook(stdin.args.hookContext);
        if (event !== null) expected.push(event);
      }
    }
    const sorted = (events: readonly StashEvent[]): readonly string[] =>
      events.map((event) => JSON.stringify(event)).sort();
    expect(sorted(server.events)).toEqual(sorted(expected));
    expect(folder.spoolNames()).toEqual([]);
    expect(server.tokens).toEqual(new Set(["Bearer t0ken"]));
  }, 60_000);

  it.each(rawInputs.filter(([name]) => name.startsWith("hook-")))(
    "reads the very bytes of %s",
    async (_name, bytes) => {
      expectWellBehaved(await folder.run(bytes));
      expect(server.events).toHaveLength(1);
    },
  );

  it("reads several MB with a cover", async () => {
    const answer = await folder.run(editOf(9, ["id", "cover_image"], "A".repeat(8_000_000)));
    expectWellBehaved(answer);
    expect(server.events).toEqual([
      { type: "Scene.Update.Post", id: 9, fields: ["id", "cover_image"] },
    ]);
  });

  it("B5, B15, B34: delivers an identification that sent nothing but stash ids", async () => {
    await folder.run(editOf(9, ["stash_ids"]));
    expect(server.events).toEqual([{ type: "Scene.Update.Post", id: 9, fields: ["stash_ids"] }]);
  });

  it("hands tasks and operations to the main program", async () => {
    for (const [name, bytes] of rawInputs.filter(([one]) => !one.startsWith("hook-"))) {
      const { stdout } = await folder.run(bytes);
      expect([name, JSON.parse(stdout)]).toEqual([name, { output: `main got ${bytes.length}` }]);
    }
  });
});

describe("a hook whose provider is not there", () => {
  it.each([
    ["refuses the token", "refuses", /provider_token/],
    ["fails", "fails", /status 500.*provider_url/],
    ["hangs", "hangs", /no answer within 1000 ms/],
    ["drops the connection", "drops", /closed|reset|hang up/i],
    ["is no web server", "is-no-web-server", /no web server/],
  ] as const)("B7, B19: keeps the event when it %s", async (_name, mood, reason) => {
    server.mood = mood;
    const answer = await folder.run(editOf(9));
    expectWellBehaved(answer);
    expect(answer.stderr).toMatch(reason);
    expect(answer.stderr).not.toContain("t0ken");
    expect(folder.spooled()).toEqual([{ type: "Scene.Update.Post", id: 9, fields: ["title"] }]);
    // 1 s for the provider; the rest is the start of the process on a busy machine.
    expect(answer.ms).toBeLessThan(5_000);
  });

  it("keeps the event when nothing listens", async () => {
    await server.close();
    expectWellBehaved(await folder.run(editOf(9)));
    expect(folder.spooled()).toHaveLength(1);
    server = await startEventServer();
  });

  it("B8, B19: does not let the next saves wait for it", async () => {
    server.mood = "hangs";
    await folder.run(editOf(1));
    for (const id of [2, 3, 4]) await folder.run(editOf(id));
    expect(server.requests()).toBe(1);
    expect(folder.spooled()).toHaveLength(4);
  });

  it("tries it again after a while", async () => {
    server.mood = "fails";
    await folder.run(editOf(1));
    server.mood = "takes";
    const old = Date.now() / 1_000 - 60;
    utimesSync(join(folder.data, "provider.down"), old, old);
    await folder.run(editOf(2));
    expect(server.events.map(({ id }) => id)).toEqual([2]);
  });
});

describe("a hook without a provider", () => {
  it("L1, B32: keeps the event and starts one worker, however many hooks run", async () => {
    folder.provider("");
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => folder.run(editOf(at + 1))),
    );
    answers.forEach(expectWellBehaved);
    expect(folder.spooled()).toHaveLength(12);
    await expectSoon(() => folder.workersStarted(), 1);
    expect(folder.workersStarted()).toBe(1);
  });

  it("starts a worker when the last one died", async () => {
    folder.provider("");
    const alive = join(folder.data, "worker.alive");
    writeFileSync(alive, "");
    const old = Date.now() / 1_000 - 60;
    utimesSync(alive, old, old);
    await folder.run(editOf(1));
    await expectSoon(() => folder.workersStarted(), 1);
  });

  it("starts none while one lives", async () => {
    folder.provider("");
    writeFileSync(join(folder.data, "worker.alive"), "");
    await folder.run(editOf(1));
    expect(folder.workersStarted()).toBe(0);
    expect(folder.spooled()).toHaveLength(1);
  });

  it.each([
    ["there is none", undefined],
    ["it is damaged", "{"],
    ["it is of another shape", "[]"],
  ])("keeps the event when %s: no address is known yet", async (_name, content) => {
    const other = makeHookFolder();
    try {
      if (content !== undefined) writeFileSync(join(other.data, "provider.json"), content);
      expectWellBehaved(await other.run(editOf(1)));
      expect(other.spooled()).toHaveLength(1);
    } finally {
      other.remove();
    }
  });

  it("leaves no half-written file", async () => {
    folder.provider("");
    await folder.run(editOf(1));
    expect(folder.spoolNames().filter((name) => !/^\d+-\d+-\w+\.json$/.test(name))).toEqual([]);
  });

  it("says so when nothing can be kept", async () => {
    folder.provider("");
    writeFileSync(join(folder.data, "spool"), "a file in the place of the folder");
    const answer = await folder.run(editOf(1));
    expectWellBehaved(answer);
    expect(JSON.parse(answer.stdout)).toEqual({
      error: expect.stringMatching(/^Stash2Plex could not keep the event: /),
    });
  });
});

describe("a hook that is fed with something else", () => {
  it.each([
    ["a hook of a marker", '{"args":{"hookContext":{"id":1,"type":"SceneMarker.Update.Post"}}}'],
    ["a hook without an id", '{"args":{"hookContext":{"type":"Scene.Update.Post"}}}'],
    ["a hook that is a text", '{"args":{"hookContext":"Scene.Update.Post"}}'],
    ["a hook that is null", '{"args":{"hookContext":null}}'],
  ])("does nothing: %s", async (_name, input) => {
    expectWellBehaved(await folder.run(input));
    expect(server.requests()).toBe(0);
    expect(folder.spoolNames()).toEqual([]);
  });

  it.each([
    ["nothing", ""],
    ["half a document", editOf(1).slice(0, 100)],
    ["two documents", editOf(1) + editOf(1)],
    ["a list", "[]"],
    ["bytes", Buffer.from([0xff, 0xfe, 0x00])],
  ])("lets the main program explain it: %s", async (_name, input) => {
    const answer = await folder.run(input);
    expectWellBehaved(answer);
    expect(JSON.parse(answer.stdout)).toEqual({ output: expect.stringMatching(/^main got/) });
  });
});

describe("the hook program", () => {
  it("is small and holds no library", () => {
    const text = readFileSync(new URL("../../dist/hook.cjs", import.meta.url), "utf8");
    expect(text.length).toBeLessThan(10_000);
    expect([...text.matchAll(/require\(['"]([^'"]+)['"]\)/g)].map(([, name]) => name)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^(?!node:)/)]),
    );
  });
});

/** Waits for something that another process does. */
async function expectSoon(read: () => number, wanted: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (read() < wanted && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(read()).toBe(wanted);
}
