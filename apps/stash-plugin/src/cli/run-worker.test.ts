import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { type EventServer, startEventServer } from "../../test/event-server.js";
import { createFakeEngine, type FakeEngine, spoolName } from "../../test/fake-engine.js";
import { dataFiles } from "./data-folder.js";
import { runWorker, type WorkerHost, type WorkerTimes } from "./run-worker.js";
import type { Session } from "./session.js";
import { readSettingValues } from "./setting-values.js";

const times: WorkerTimes = { lookMs: 5, idleMs: 60, patienceMs: 60, lockMs: 30 };

let root = "";
let engine: FakeEngine;
let provider: EventServer;
let stop: AbortController;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "stash2plex-worker-"));
  engine = createFakeEngine();
  provider = await startEventServer();
  stop = new AbortController();
});
afterEach(async () => {
  await provider.close();
  rmSync(root, { recursive: true, force: true });
});

const files = () => dataFiles({ DATA_DIR: root }, "");
const filled = { plex_url: "http://plex", plex_token: "t", plex_library: "Films" };

const sessionOf = (raw: Readonly<Record<string, unknown>>, url = ""): Session => ({
  access: { url: "http://stash", cookie: null, apiKey: null },
  files: files(),
  pluginDir: root,
  values: readSettingValues(raw).values,
  warnings: [],
  provider: { url, token: "" },
});

const run = (open: () => Promise<Session>, more: Partial<WorkerHost> = {}): Promise<void> =>
  runWorker({
    files: files(),
    parts: engine.parts,
    open,
    logger: silentLogger,
    now: Date.now,
    signal: stop.signal,
    times,
    ...more,
  });

const keep = (id: number): void => {
  mkdirSync(files().spool, { recursive: true });
  const event = { type: "Scene.Update.Post", id };
  writeFileSync(join(files().spool, spoolName()), JSON.stringify(event));
};
const kept = (): number => readdirSync(files().spool).length;

describe("the worker with a provider", () => {
  it("delivers the spool, lets hooks try again, and ends", async () => {
    keep(1);
    keep(2);
    writeFileSync(files().mute, "");
    await run(() => Promise.resolve(sessionOf({}, provider.url)));
    expect(provider.events.map(({ id }) => id).sort()).toEqual([1, 2]);
    expect([kept(), existsSync(files().mute), existsSync(files().alive)]).toEqual([
      0,
      false,
      false,
    ]);
    expect(engine.opened).toEqual([]);
  });

  it("tries again while the provider is away, and asks where it is now", async () => {
    keep(1);
    provider.mood = "drops";
    let asked = 0;
    await run(
      () => {
        asked += 1;
        if (asked === 3) provider.mood = "takes";
        return Promise.resolve(sessionOf({}, provider.url));
      },
      { times: { ...times, patienceMs: 10_000 } },
    );
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(provider.events).toHaveLength(1);
  });

  it("gives up in the end, and keeps the events", async () => {
    keep(1);
    provider.mood = "drops";
    await run(() => Promise.resolve(sessionOf({}, provider.url)));
    expect([kept(), existsSync(files().alive)]).toEqual([1, false]);
  });

  it("goes on alone when the provider was taken out of the settings", async () => {
    keep(1);
    provider.mood = "drops";
    let asked = 0;
    await run(
      () => Promise.resolve(asked++ === 0 ? sessionOf(filled, provider.url) : sessionOf(filled)),
      { times: { ...times, patienceMs: 10_000 } },
    );
    expect(engine.submitted.map(({ id }) => id)).toEqual([1]);
  });
});

describe("the worker without a provider", () => {
  it("hosts the engine, takes what comes meanwhile, and ends when idle", async () => {
    keep(1);
    const running = run(() => Promise.resolve(sessionOf(filled)), {
      times: { ...times, idleMs: 300 },
    });
    const until = Date.now() + 5_000;
    while (engine.submitted.length === 0 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(existsSync(files().alive)).toBe(true);
    keep(2);
    await running;
    expect(engine.submitted.map(({ id }) => id)).toEqual([1, 2]);
    expect(engine.calls).toContain("drain");
    expect([engine.closed(), engine.calls.at(-1), existsSync(files().alive)]).toEqual([
      1,
      "release",
      false,
    ]);
  });

  it("L9: reconciles by schedule, once", async () => {
    const session = sessionOf({ ...filled, reconcile_interval: "daily", reconcile_scope: "7days" });
    await run(() => Promise.resolve(session));
    await run(() => Promise.resolve(session));
    expect(engine.scopes).toEqual([[{ kind: "week" }, false]]);
  });

  it("ends when settings are missing, and keeps the events", async () => {
    keep(1);
    await run(() => Promise.resolve(sessionOf({})));
    expect([kept(), engine.opened.length]).toEqual([1, 0]);
  });

  it("ends when it is told to", async () => {
    const running = run(() => Promise.resolve(sessionOf(filled)), {
      times: { ...times, idleMs: 60_000 },
    });
    stop.abort();
    await running;
    expect(engine.calls.at(-1)).toBe("release");
  });
});

describe("one worker at a time", () => {
  it("B1, B32: a second one waits a little for the first, and ends", async () => {
    keep(1);
    engine.locked = true;
    await run(() => Promise.resolve(sessionOf(filled)));
    expect([kept(), engine.opened.length]).toEqual([1, 0]);
  });

  it("takes over from one that is just ending", async () => {
    keep(1);
    engine.locked = true;
    const running = run(() => Promise.resolve(sessionOf(filled)), {
      times: { ...times, lockMs: 10_000 },
    });
    engine.locked = false;
    await running;
    expect(engine.submitted).toHaveLength(1);
  });

  it("says why it cannot begin, such as with a Node that is too old", async () => {
    const said: string[] = [];
    await run(() => Promise.resolve(sessionOf(filled)), {
      parts: {
        ...engine.parts,
        acquireWorkerLock: () => {
          throw new Error("needs a newer Node");
        },
      },
      logger: { ...silentLogger, error: (event) => said.push(event) },
    });
    expect(said).toEqual(["needs a newer Node"]);
  });

  it("lets go of the lock when Stash cannot be asked", async () => {
    await run(() => Promise.reject(new Error("Stash does not answer")));
    expect(engine.calls).toEqual(["release"]);
    expect(existsSync(files().alive)).toBe(false);
  });
});
