import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createManualClock, type ManualClock } from "../../test/stash/manual-clock.ts";
import {
  type ServerSocket,
  startWebSocketServer,
  type WebSocketServer,
} from "../../test/stash/web-socket-server.ts";
import { type Logger, silentLogger } from "../log.ts";
import type { StashTrigger, TriggerSubscription } from "./api.ts";
import { createStashConnection } from "./connection.ts";
import { openTriggerSubscription } from "./trigger-subscription.ts";

let server: WebSocketServer;
let clock: ManualClock;
let subscription: TriggerSubscription | null = null;

beforeEach(async () => {
  server = await startWebSocketServer();
  clock = createManualClock();
});

afterEach(async () => {
  subscription?.close();
  subscription = null;
  await server.close();
});

/** The triggers of a subscription, one by one. */
const listen = (options: { readonly logger?: Logger; readonly fail?: boolean } = {}) => {
  const waiting: ((trigger: StashTrigger) => void)[] = [];
  const heard: StashTrigger[] = [];
  const connection = createStashConnection({ url: `${server.url}/sub`, apiKey: "key-1" });
  subscription = openTriggerSubscription({
    connection,
    clock,
    random: () => 0,
    logger: options.logger ?? silentLogger,
    onTrigger: (trigger) => {
      const taker = waiting.shift();
      if (taker === undefined) heard.push(trigger);
      else taker(trigger);
      if (options.fail === true) throw new Error("the listener failed");
    },
  });
  return (): Promise<StashTrigger> => {
    const trigger = heard.shift();
    return trigger === undefined
      ? new Promise((resolve) => {
          waiting.push(resolve);
        })
      : Promise.resolve(trigger);
  };
};

const open = async (next: () => Promise<StashTrigger>): Promise<ServerSocket> => {
  const socket = await server.next();
  expect(await socket.next()).toEqual({ type: "connection_init", payload: {} });
  socket.send({ type: "connection_ack" });
  expect(await next()).toEqual({ kind: "connected" });
  return socket;
};

const subscriptions = async (socket: ServerSocket): Promise<unknown[]> => [
  await socket.next(),
  await socket.next(),
];

/** Until the client has set a timer of this length: the end of a failed attempt. */
const untilWaiting = async (ms: number): Promise<void> => {
  while (!clock.waiting().includes(ms)) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
};

const scanComplete = {
  type: "next",
  id: "scans",
  payload: { data: { scanCompleteSubscribe: true } },
};

describe("the subscription to triggers", () => {
  it("opens below the sub-path with the key in a header, and subscribes to both", async () => {
    const next = listen();
    const socket = await open(next);
    expect(socket.path).toBe("/sub/graphql");
    expect(socket.headers).toMatchObject({
      apikey: "key-1",
      "sec-websocket-protocol": "graphql-transport-ws",
    });
    const placed = await subscriptions(socket);
    expect(placed).toMatchObject([
      { type: "subscribe", id: "scans" },
      { type: "subscribe", id: "jobs" },
    ]);
    expect(JSON.stringify(placed)).toMatch(/scanCompleteSubscribe.*jobsSubscribe/);
    socket.send(scanComplete);
    expect(await next()).toEqual({ kind: "scan-complete" });
  });

  it("says once that it is gone, and opens again after longer and longer times", async () => {
    const next = listen();
    const socket = await open(next);
    server.refuseWith = 401;
    socket.cut();
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/^The web socket to Stash is gone: it was closed/),
    });
    for (const delay of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      await untilWaiting(delay);
      clock.fire(delay);
    }
    await untilWaiting(30_000);
    server.refuseWith = null;
    clock.fire(30_000);
    // The next thing that is heard: nothing was said of the attempts between.
    const again = await open(next);
    again.cut();
    expect((await next()).kind).toBe("disconnected");
    expect(clock.waiting()).toEqual([500]);
  });

  it("pings, lives on by any answer, and ends when none comes", async () => {
    const next = listen();
    const socket = await open(next);
    await subscriptions(socket);
    expect(clock.waiting()).toEqual([30_000]);
    clock.fire(30_000);
    expect(await socket.next()).toEqual({ type: "ping" });
    socket.send(scanComplete);
    expect(await next()).toEqual({ kind: "scan-complete" });
    expect(clock.waiting()).toEqual([30_000]);
    clock.fire(30_000);
    expect(await socket.next()).toEqual({ type: "ping" });
    clock.fire(10_000);
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/no longer answers/),
    });
    await socket.gone;
  });

  it("answers pings", async () => {
    const next = listen();
    const socket = await open(next);
    await subscriptions(socket);
    socket.send({ type: "ping" });
    expect(await socket.next()).toEqual({ type: "pong" });
  });

  it("gives up a server that accepts and stays silent", async () => {
    const next = listen();
    const socket = await server.next();
    await socket.next();
    clock.fire(10_000);
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/did not open in time/),
    });
    await socket.gone;
  });

  it("says it when the very first attempt fails", async () => {
    server.refuseWith = 401;
    const next = listen();
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/could not be opened/),
    });
  });

  it("a refused subscription is logged, and the other goes on", async () => {
    const warnings: unknown[] = [];
    const logger = {
      ...silentLogger,
      warn: (_event: string, fields?: unknown) => warnings.push(fields),
    };
    const next = listen({ logger });
    const socket = await open(next);
    socket.send({ type: "error", id: "jobs", payload: [{ message: "no" }] });
    socket.send(scanComplete);
    expect(await next()).toEqual({ kind: "scan-complete" });
    expect(warnings).toEqual([{ subscription: "jobs" }]);
  });

  it("a listener that fails does not end it", async () => {
    const errors: unknown[] = [];
    const logger = {
      ...silentLogger,
      error: (_event: string, fields?: unknown) => errors.push(fields),
    };
    const next = listen({ logger, fail: true });
    const socket = await open(next);
    socket.send(scanComplete);
    expect(await next()).toEqual({ kind: "scan-complete" });
    expect(errors).toHaveLength(2);
  });

  it("is silent and still after it was closed", async () => {
    const next = listen();
    const socket = await open(next);
    subscription?.close();
    await socket.gone;
    expect(clock.waiting()).toEqual([]);
  });
});
