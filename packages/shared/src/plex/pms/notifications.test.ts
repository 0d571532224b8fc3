import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { canaryToken, clientFor } from "../../../test/plex/canned-pms.ts";
import { createManualClock, type ManualClock } from "../../../test/stash/manual-clock.ts";
import {
  type ServerSocket,
  startWebSocketServer,
  type WebSocketServer,
} from "../../../test/stash/web-socket-server.ts";
import { type Logger, silentLogger } from "../../log.ts";
import type { PmsClient, PmsNotification } from "./index.ts";

let server: WebSocketServer;
let clock: ManualClock;
let client: PmsClient;

beforeEach(async () => {
  server = await startWebSocketServer();
  clock = createManualClock();
});

afterEach(async () => {
  await client.close();
  await server.close();
});

/** The notifications of a subscription, one by one. */
const listen = (options: { readonly logger?: Logger; readonly fail?: boolean } = {}) => {
  const heard: PmsNotification[] = [];
  const waiting: ((notification: PmsNotification) => void)[] = [];
  client = clientFor(server.url, { clock, logger: options.logger ?? silentLogger });
  client.subscribe((notification) => {
    const taker = waiting.shift();
    if (taker === undefined) heard.push(notification);
    else taker(notification);
    if (options.fail === true) throw new Error("the listener failed");
  });
  return (): Promise<PmsNotification> => {
    const notification = heard.shift();
    return notification === undefined
      ? new Promise((resolve) => {
          waiting.push(resolve);
        })
      : Promise.resolve(notification);
  };
};

const open = async (next: () => Promise<PmsNotification>): Promise<ServerSocket> => {
  const socket = await server.next();
  expect(await next()).toEqual({ kind: "connected" });
  return socket;
};

/** Until the client has set a timer of this length. */
const untilWaiting = async (ms: number): Promise<void> => {
  while (!clock.waiting().includes(ms)) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
};

const refreshEnded = (id: number) => ({
  NotificationContainer: {
    type: "activity",
    size: 1,
    ActivityNotification: [
      {
        event: "ended",
        Activity: { type: "library.refresh.items", Context: { key: `/library/metadata/${id}` } },
      },
    ],
  },
});

describe("the notification socket", () => {
  it("opens where clients open it, with the token and who we are", async () => {
    const next = listen();
    const socket = await open(next);
    expect(socket.path).toBe(`/:/websockets/notifications?X-Plex-Token=${canaryToken}`);
    expect(socket.headers).toMatchObject({
      "x-plex-token": canaryToken,
      "x-plex-client-identifier": "stash2plex-test",
    });
    socket.send(refreshEnded(12));
    expect(await next()).toEqual({ kind: "refresh-ended", itemId: 12 });
  });

  it("opens as documented where that is not known", async () => {
    server.unknownPath = "/:/websockets/notifications";
    const next = listen();
    const socket = await open(next);
    expect(socket.path).toContain("/:/websocket/notifications?");
  });

  it("says once that it is gone, and opens again after longer and longer times", async () => {
    const next = listen();
    const socket = await open(next);
    server.refuseWith = 503;
    socket.cut();
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/^The web socket to Plex is gone: it was closed/),
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

  it.each([
    [401, /the token was refused \(401\); put a new token into PLEX_TOKEN/],
    [503, /it was refused \(503\)/],
    [404, /it was refused \(404\)/],
  ])("says why it was refused: %d", async (status, says) => {
    server.refuseWith = status;
    const next = listen();
    const heard = await next();
    expect(heard).toMatchObject({ kind: "disconnected", reason: expect.stringMatching(says) });
    expect(JSON.stringify(heard)).not.toContain("canary");
  });

  it("says that nothing answers, without the address that holds the token", async () => {
    await server.close();
    const next = listen();
    const heard = await next();
    expect(heard).toMatchObject({ kind: "disconnected" });
    expect(JSON.stringify(heard)).not.toContain("canary");
    server = await startWebSocketServer();
  });

  it("pings a quiet server, and lives on by the pong", async () => {
    const next = listen();
    const socket = await open(next);
    clock.fire(30_000);
    await socket.pinged();
    await untilWaiting(10_000);
    // The pong comes before a message that is sent behind it.
    socket.send(refreshEnded(1));
    await next();
    clock.fire(10_000);
    expect(clock.waiting()).toEqual([30_000]);
  });

  it("does not ping a server that talks", async () => {
    const next = listen();
    const socket = await open(next);
    socket.send(refreshEnded(1));
    await next();
    clock.fire(30_000);
    expect(clock.waiting()).toEqual([30_000]);
  });

  it("ends when no pong comes", async () => {
    server.answersPings = false;
    const next = listen();
    const socket = await open(next);
    clock.fire(30_000);
    await socket.pinged();
    clock.fire(10_000);
    expect(await next()).toMatchObject({
      kind: "disconnected",
      reason: expect.stringMatching(/no longer answers/),
    });
    await socket.gone;
  });

  it("takes a message of 7 MB, and ends at one above 8 MB", async () => {
    const next = listen();
    const socket = await open(next);
    const filler = "x".repeat(7 * 1_048_576);
    await socket.sendText(JSON.stringify({ ...refreshEnded(12), filler }));
    expect(await next()).toEqual({ kind: "refresh-ended", itemId: 12 });
    socket.announce(8 * 1_048_576 + 1);
    expect((await next()).kind).toBe("disconnected");
    await socket.gone;
  });

  it("a listener that fails does not end it, and its failure is logged", async () => {
    const errors: unknown[] = [];
    const logger = {
      ...silentLogger,
      error: (event: string) => errors.push(event),
    };
    const next = listen({ logger, fail: true });
    const socket = await open(next);
    socket.send(refreshEnded(12));
    expect((await next()).kind).toBe("refresh-ended");
    expect(errors).toEqual([
      "A listener to the web socket of Plex failed",
      "A listener to the web socket of Plex failed",
    ]);
  });

  it("is silent and still when the client was closed", async () => {
    const next = listen();
    const socket = await open(next);
    await client.close();
    await socket.gone;
    expect(clock.waiting()).toEqual([]);
  });

  it("ends alone when its subscription was closed", async () => {
    client = clientFor(server.url, { clock });
    const opened = new Promise<void>((resolve) => {
      const subscription = client.subscribe(() => {
        setImmediate(() => {
          subscription.close();
          subscription.close();
          resolve();
        });
      });
    });
    const socket = await server.next();
    await opened;
    await socket.gone;
    expect(clock.waiting()).toEqual([]);
  });
});
