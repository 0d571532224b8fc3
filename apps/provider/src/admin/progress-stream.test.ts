import { type IncomingMessage, request } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { quietStatus } from "../../test/memory-sync-service.ts";
import { startSteering, type SteeringHarness } from "../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

interface Stream {
  readonly response: IncomingMessage;
  /** What has come until it holds this. */
  until(part: string): Promise<string>;
  readonly ended: Promise<void>;
  hangUp(): void;
}

const openStream = (): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { port: harness.port, host: "127.0.0.1", path: "/api/progress" },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", () => undefined);
        resolve({
          response,
          until: async (part) => {
            while (!text.includes(part)) await nextTurn();
            const found = text;
            text = "";
            return found;
          },
          ended: new Promise((end) => {
            response.once("close", () => end());
          }),
          hangUp: () => asked.destroy(),
        });
      },
    );
    asked.on("error", reject);
    asked.end();
  });

const untilWaiting = async (ms: number): Promise<void> => {
  while (!harness.clock.waiting().includes(ms)) await nextTurn();
};

describe("GET /api/progress", () => {
  it("tells each part at first, then what changed, once", async () => {
    const stream = await openStream();
    expect(stream.response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
    });
    const first = await stream.until("event: jobs");
    expect(first).toContain('event: mirror\ndata: {"phase":"ready","progress":null}\n\n');
    expect(first).toContain('event: sync\ndata: {"worker":"running"');
    await untilWaiting(1_000);
    harness.clock.advance(1_000);
    await untilWaiting(1_000);
    harness.service.current = { ...quietStatus, done: 11 };
    harness.clock.advance(1_000);
    const second = await stream.until('"done":11');
    expect(second).not.toContain("event: mirror");
    expect(second.match(/event: sync/g)).toHaveLength(1);
    stream.hangUp();
  });

  it("shows runs as they begin and end", async () => {
    const stream = await openStream();
    await stream.until("event: jobs");
    await harness.post("/api/reconcile", { scope: "all" });
    await untilWaiting(1_000);
    harness.clock.advance(1_000);
    const told = await stream.until('"checked":40');
    expect(told).toContain("event: jobs");
    expect(told).not.toContain("preview");
    stream.hangUp();
  });

  it("gives a sign of life every 15 seconds", async () => {
    const stream = await openStream();
    await stream.until("event: jobs");
    await untilWaiting(1_000);
    harness.clock.advance(15_000);
    await stream.until(": still here");
    stream.hangUp();
  });

  it("does not look while nobody listens", async () => {
    const stream = await openStream();
    await stream.until("event: jobs");
    await untilWaiting(1_000);
    stream.hangUp();
    while (harness.clock.waiting().length > 0) {
      harness.clock.advance(15_000);
      await nextTurn();
    }
    const again = await openStream();
    expect(await again.until("event: jobs")).toContain("event: mirror");
    again.hangUp();
  });

  it("ends when the program stops, and is refused from then on", async () => {
    const stream = await openStream();
    await stream.until("event: jobs");
    harness.hangUp();
    await stream.ended;
    expect(harness.clock.waiting()).toEqual([]);
    expect((await harness.ask("/api/progress")).status).toBe(503);
  });

  it("takes fifty listeners", async () => {
    const streams: Stream[] = [];
    for (let count = 0; count < 50; count += 1) streams.push(await openStream());
    expect((await harness.ask("/api/progress")).status).toBe(503);
    for (const stream of streams) stream.hangUp();
  });

  it("says why when nothing is brought to Plex", async () => {
    await harness.close();
    harness = await startSteering({ off: true });
    const stream = await openStream();
    expect(await stream.until("event: jobs")).toContain("PLEX_URL is not set");
    stream.hangUp();
  });
});
