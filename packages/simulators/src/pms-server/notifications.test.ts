import { once } from "node:events";

import { afterEach, describe, expect, it } from "@jest/globals";
import { WebSocket } from "ws";

import type { PmsServer } from "./pms-server.ts";
import { createStages, OWL_GUID } from "./test-stage.ts";

const stages = createStages();
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await stages.stop();
});

interface Message {
  readonly type: string;
  readonly size: number;
  readonly TimelineEntry?: readonly Record<string, unknown>[];
  readonly ActivityNotification?: readonly {
    readonly event: string;
    readonly Activity: Record<string, unknown>;
  }[];
}

interface Listener {
  readonly messages: readonly Message[];
  readonly socket: WebSocket;
  /** Resolves once such a message has come. */
  heard(test: (message: Message) => boolean): Promise<void>;
}

async function listen(pms: PmsServer, path = "websockets", token = pms.token): Promise<Listener> {
  const url = `${pms.url.replace("http", "ws")}/:/${path}/notifications?X-Plex-Token=${token}`;
  const socket = new WebSocket(url);
  sockets.push(socket);
  const messages: Message[] = [];
  socket.on("message", (data: Buffer) => {
    const { NotificationContainer } = JSON.parse(data.toString()) as {
      NotificationContainer: Message;
    };
    messages.push(NotificationContainer);
  });
  await once(socket, "open");
  return {
    messages,
    socket,
    async heard(test) {
      while (!messages.some(test)) await once(socket, "message");
    },
  };
}

const hasEnded = (type: string) => (message: Message) =>
  message.ActivityNotification?.some(
    ({ event, Activity }) => event === "ended" && Activity.type === type,
  ) === true;

const entriesOf = (messages: readonly Message[]) =>
  messages.flatMap(({ TimelineEntry = [] }) => TimelineEntry);

describe.each(["websockets", "websocket"])("/:/%s/notifications", (path) => {
  it("tells start, progress and end of a refresh", async () => {
    const { call, pms, owl } = await stages.withProvider();
    const { heard, messages } = await listen(pms, path);
    await call.send("PUT", `/library/metadata/${owl.id}/match`, { query: [["guid", OWL_GUID]] });
    await heard(hasEnded("library.refresh.items"));
    const entries = entriesOf(messages);
    expect(entries.map(({ state }) => state)).toEqual([2, 3, 4, 5, 5, 5]);
    expect(entries.at(-1)).toMatchObject({
      itemID: String(owl.id),
      sectionID: "1",
      type: 1,
      identifier: "com.plexapp.plugins.library",
    });
    const activities = messages.flatMap(({ ActivityNotification = [] }) => ActivityNotification);
    expect(activities.map(({ event }) => event)).toEqual(["started", "updated", "ended"]);
    expect(activities.at(-1)?.Activity).toMatchObject({
      type: "library.refresh.items",
      Context: { key: `/library/metadata/${owl.id}` },
    });
  });
});

describe("the notification socket", () => {
  it("tells a scan, a new item, and a deletion by type -1", async () => {
    const { pms, owl } = await stages.start();
    const { heard, messages } = await listen(pms);
    pms.removeFile(owl.parts[0]?.file ?? "");
    pms.addFile("/data/films/Otter.mp4");
    await pms.scan("1");
    await heard(hasEnded("library.update.section"));
    const otter = pms.itemOfFile("Otter.mp4");
    expect(entriesOf(messages)).toContainEqual(
      expect.objectContaining({ itemID: String(otter.id), state: 0, metadataState: "created" }),
    );
    expect(entriesOf(messages)).toContainEqual(
      expect.objectContaining({
        itemID: String(owl.id),
        type: -1,
        state: 9,
        metadataState: "deleted",
      }),
    );
  });

  it("writes ids as numbers in the other reading", async () => {
    const { pms, owl } = await stages.start({ eventIds: "number" });
    const { heard, messages } = await listen(pms);
    pms.setField(owl.id, "title", "Owls");
    await heard(({ type }) => type === "timeline");
    expect(entriesOf(messages)).toMatchObject([{ itemID: owl.id, sectionID: 1 }]);
  });

  it("makes noise", async () => {
    const { pms } = await stages.start();
    const { heard, messages } = await listen(pms);
    pms.noise(7);
    await heard(({ type }) => type === "unheard.of");
    expect(messages).toHaveLength(7);
    expect(entriesOf(messages)).toEqual([]);
  });

  it("is refused with 401 without the right token, and with 404 elsewhere", async () => {
    const { pms } = await stages.start();
    await expect(listen(pms, "websockets", "wrong")).rejects.toThrow("401");
    await expect(listen(pms, "sockets")).rejects.toThrow("404");
    expect(pms.violations()).toEqual(["GET /:/sockets/notifications: no such socket is known."]);
  });

  it("ends when the server goes down, and comes back with it", async () => {
    const { pms } = await stages.start();
    const { socket } = await listen(pms);
    const closed = once(socket, "close");
    await pms.pause();
    await closed;
    await expect(listen(pms)).rejects.toThrow("ECONNREFUSED");
    await pms.resume();
    await listen(pms);
    expect(pms.listeners()).toBe(1);
  });
});
