import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createManualClock, type ManualClock } from "../../test/stash/manual-clock.ts";
import {
  type ServerSocket,
  startWebSocketServer,
  type WebSocketServer,
} from "../../test/stash/web-socket-server.ts";
import { encodeDoorbell } from "../events/doorbell-line.ts";
import type { StashEvent } from "../events/stash-event.ts";
import { type Logger, silentLogger } from "../log.ts";
import type { DoorbellSignal, DoorbellSubscription } from "./api.ts";
import { createStashConnection } from "./connection.ts";
import { openDoorbellSubscription } from "./doorbell-subscription.ts";

let server: WebSocketServer;
let clock: ManualClock;
let subscription: DoorbellSubscription | null = null;

beforeEach(async () => {
  server = await startWebSocketServer();
  clock = createManualClock();
});

afterEach(async () => {
  subscription?.close();
  subscription = null;
  await server.close();
});

/** The signals of a subscription, one by one. */
const listen = (logger: Logger = silentLogger) => {
  const waiting: ((signal: DoorbellSignal) => void)[] = [];
  const heard: DoorbellSignal[] = [];
  subscription = openDoorbellSubscription({
    connection: createStashConnection({ url: `${server.url}/sub`, apiKey: "key-1" }),
    clock,
    random: () => 0,
    logger,
    onSignal: (signal) => {
      const taker = waiting.shift();
      if (taker === undefined) heard.push(signal);
      else taker(signal);
    },
  });
  return (): Promise<DoorbellSignal> => {
    const signal = heard.shift();
    return signal === undefined
      ? new Promise((resolve) => {
          waiting.push(resolve);
        })
      : Promise.resolve(signal);
  };
};

/** Takes the next connection up to its subscription. */
const answer = async (): Promise<ServerSocket> => {
  const socket = await server.next();
  await socket.next();
  socket.send({ type: "connection_ack" });
  expect(await socket.next()).toMatchObject({
    type: "subscribe",
    id: "log",
    payload: { query: expect.stringMatching(/loggingSubscribe/) },
  });
  return socket;
};

const open = async (next: () => Promise<DoorbellSignal>): Promise<ServerSocket> => {
  const socket = await answer();
  expect(await next()).toEqual({ kind: "connected" });
  return socket;
};

const untilWaiting = async (ms: number): Promise<void> => {
  while (!clock.waiting().includes(ms)) await nextTurn();
};

const saved = (id: number, ...fields: string[]): StashEvent => ({
  type: "Scene.Update.Post",
  id,
  fields,
});

interface Entry {
  readonly message: string;
  readonly time: string;
}

const noon = "2026-03-01T12:00:00.25+01:00";

const entry = (message: string, time = noon): Entry => ({ time, message });
const rung = (event: StashEvent, time = noon): Entry =>
  entry(`[Plugin / Stash2Plex] ${encodeDoorbell(event)}`, time);

const batch = (entries: readonly Entry[]): string =>
  JSON.stringify({ id: "log", type: "next", payload: { data: { loggingSubscribe: entries } } });

const sql = (id: number): Entry =>
  entry(`SQL: SELECT * FROM \`scenes\` WHERE (\`scenes\`.\`id\` = ?) [[${id}]]`);

describe("the doorbell", () => {
  it("is heard over a socket with the key in a header, among other lines", async () => {
    const next = listen();
    const socket = await open(next);
    expect(socket.path).toBe("/sub/graphql");
    expect(socket.headers).toMatchObject({
      apikey: "key-1",
      "sec-websocket-protocol": "graphql-transport-ws",
    });
    await socket.sendText(batch([sql(1), rung(saved(12, "id", "title")), sql(2)]));
    expect(await next()).toEqual({ kind: "rung", events: [saved(12, "id", "title")] });
  });

  it("rings once for several lines of one scene in a message", async () => {
    const next = listen();
    const socket = await open(next);
    await socket.sendText(
      batch([rung(saved(1, "title")), rung(saved(2, "date")), rung(saved(1, "rating100"))]),
    );
    expect(await next()).toEqual({
      kind: "rung",
      events: [saved(1, "title", "rating100"), saved(2, "date")],
    });
  });

  it("takes no line that is older than the subscription, by Stash's own clock", async () => {
    const next = listen();
    const socket = await open(next);
    // Whatever the time is here: Stash's clock may be years off.
    await socket.sendText(batch([sql(1)]));
    await socket.sendText(
      batch([
        rung(saved(1, "title"), "2026-03-01T11:59:50+01:00"),
        rung(saved(2, "title"), "2026-03-01T10:59:59Z"),
        rung(saved(3, "title"), "2026-03-01T12:30:00+01:00"),
      ]),
    );
    expect(await next()).toEqual({
      kind: "rung",
      events: [saved(2, "title"), saved(3, "title")],
    });
  });

  it("bears forged, cut and foreign lines", async () => {
    const next = listen();
    const socket = await open(next);
    const line = encodeDoorbell(saved(1, "title"));
    await socket.sendText(batch([entry(line.slice(0, 30)), entry("stash2plex/1 {}")]));
    await socket.sendText(`{"stash2plex/1 {"`);
    await socket.sendText("stash2plex/1");
    await socket.sendText(batch([rung(saved(7, "title"))]));
    expect(await next()).toEqual({ kind: "rung", events: [saved(7, "title")] });
  });
});

describe("a gap", () => {
  it("is told, and 'connected' after it says that it is time to catch up", async () => {
    const next = listen();
    const socket = await open(next);
    server.refuseWith = 401;
    socket.cut();
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/^The web socket to Stash is gone: it was closed/),
    });
    for (const delay of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]) {
      await untilWaiting(delay);
      clock.fire(delay);
    }
    await untilWaiting(30_000);
    server.refuseWith = null;
    clock.fire(30_000);
    const again = await open(next);
    await again.sendText(batch([rung(saved(3, "title"), "2020-01-01T00:00:00Z")]));
    // Another life, another first stamp: a clock that was set back deafens nobody for long.
    expect(await next()).toEqual({ kind: "rung", events: [saved(3, "title")] });
  });

  it("a silent socket is pinged, given up and opened again", async () => {
    const next = listen();
    const socket = await open(next);
    clock.fire(30_000);
    expect(await socket.next()).toEqual({ type: "ping" });
    clock.fire(10_000);
    expect(await next()).toMatchObject({ kind: "disconnected" });
    await socket.gone;
    clock.fire(500);
    await open(next);
  });

  it("is made by pause, during which nothing is heard, and ended by resume", async () => {
    const next = listen();
    const socket = await open(next);
    subscription?.pause();
    await socket.gone;
    expect(clock.waiting()).toEqual([]);
    subscription?.pause();
    subscription?.resume();
    subscription?.resume();
    const again = await open(next);
    await again.sendText(batch([rung(saved(4, "title"))]));
    // Nothing was said of the pause itself: it is no fault.
    expect(await next()).toEqual({ kind: "rung", events: [saved(4, "title")] });
  });

  it("a pause ends the waiting for the next attempt, too", async () => {
    server.refuseWith = 503;
    const next = listen();
    expect(await next()).toMatchObject({ kind: "disconnected" });
    expect(clock.waiting()).toEqual([500]);
    subscription?.pause();
    expect(clock.waiting()).toEqual([]);
    server.refuseWith = null;
    subscription?.resume();
    await open(next);
  });

  it("nothing follows after it was closed", async () => {
    const next = listen();
    const socket = await open(next);
    subscription?.close();
    await socket.gone;
    subscription?.resume();
    expect(clock.waiting()).toEqual([]);
  });
});

describe("a flood", () => {
  it("a message of nearly 64 MB is searched, and one above is not taken", async () => {
    const next = listen();
    const socket = await open(next);
    const huge = entry(`SQL: INSERT ${'\\"x'.repeat(11_000_000)}`);
    const text = batch([huge, rung(saved(5, "cover_image"))]);
    expect(text.length).toBeGreaterThan(50_000_000);
    await socket.sendText(text);
    expect(await next()).toEqual({ kind: "rung", events: [saved(5, "cover_image")] });
    socket.announce(64 * 1024 * 1024 + 1);
    expect(await next()).toMatchObject({ kind: "disconnected" });
    clock.fire(500);
    await open(next);
  });

  it("a million foreign lines leave memory as it was", async () => {
    const next = listen();
    const socket = await open(next);
    const text = batch(Array.from({ length: 2_000 }, (_none, index) => sql(index)));
    const flood = async (messages: number): Promise<number> => {
      for (let sent = 0; sent < messages; sent += 1) await socket.sendText(text);
      await socket.sendText(batch([rung(saved(1, "title"))]));
      expect(await next()).toEqual({ kind: "rung", events: [saved(1, "title")] });
      return process.memoryUsage().rss;
    };
    const before = await flood(50);
    const after = await flood(500);
    expect((after - before) / 1_048_576).toBeLessThan(100);
  }, 60_000);

  it("more lines than anybody rings are cut off, and lead to a catch-up", async () => {
    const next = listen();
    const socket = await open(next);
    await socket.sendText(
      batch(Array.from({ length: 10_500 }, (_none, index) => rung(saved(index + 1, "title")))),
    );
    const signal = await next();
    expect(signal.kind === "rung" && signal.events.length).toBe(10_000);
    expect(await next()).toEqual({ kind: "connected" });
  });

  it("ten thousand lines of one scene ring once", async () => {
    const next = listen();
    const socket = await open(next);
    const line = rung(saved(1, "title"));
    await socket.sendText(batch(Array.from({ length: 9_999 }, () => line)));
    expect(await next()).toEqual({ kind: "rung", events: [saved(1, "title")] });
  });
});

it("a Stash that does not let its log be followed is told once, and not asked again", async () => {
  const warnings: unknown[] = [];
  const logger: Logger = { ...silentLogger, warn: (_event, fields) => warnings.push(fields) };
  const next = listen(logger);
  const socket = await open(next);
  socket.send({ type: "error", id: "log", payload: [{ message: "no" }] });
  expect(await next()).toEqual({
    kind: "disconnected",
    reason: "Stash does not let its log be followed.",
  });
  expect(warnings).toEqual([{ subscription: "log" }]);
});
