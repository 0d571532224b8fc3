import type { RequestListener } from "node:http";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createManualClock, type ManualClock } from "../../test/manual-clock.ts";
import { askServer } from "../../test/plex-harness.ts";
import { createFront, type Front } from "./front.ts";
import type { HttpServer } from "./http-server.ts";

const saying =
  (text: string): RequestListener =>
  (_request, response) =>
    void response.end(text);

let clock: ManualClock;
let front: Front;
let first: HttpServer;

beforeEach(async () => {
  clock = createManualClock(0);
  front = createFront({ port: 0, host: "127.0.0.1", clock });
  first = await front.listen(saying("first"));
});

afterEach(async () => {
  await front.close(0);
});

const ask = async (path = "/"): Promise<string> => (await askServer(first.port, path)).text;

/** Resolves when the server has taken so many requests. */
function taking(count: number): { app: RequestListener; taken: Promise<void>; finish: () => void } {
  const responses: Parameters<RequestListener>[1][] = [];
  let tell = (): void => undefined;
  const taken = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    app: (_request, response) => {
      responses.push(response);
      if (responses.length === count) tell();
    },
    taken,
    finish: () => {
      for (const response of responses) response.end("late");
    },
  };
}

describe("the front", () => {
  it("lets another app answer on the same port", async () => {
    expect(await ask()).toBe("first");
    const second = await front.listen(saying("second"));
    expect([second.port, await ask()]).toEqual([first.port, "second"]);
  });

  it("lets requests wait while the next app starts, and answers pages meanwhile", async () => {
    front.hold(saying("page"));
    const waiting = ask("/library/metadata/scene-1");
    expect(await ask("/ui/setup/run")).toBe("page");
    expect(await ask("/healthz")).toBe("page");
    await front.listen(saying("second"));
    expect(await waiting).toBe("second");
    expect(await ask("/ui")).toBe("second");
  });

  it("says after a while that there is no answer yet", async () => {
    front.hold(saying("page"));
    const waiting = askServer(first.port, "/");
    // The page is answered after the request before it was taken.
    await ask("/ui");
    clock.advance(20_000);
    const { status, headers } = await waiting;
    expect([status, headers["retry-after"]]).toEqual([503, "5"]);
  });

  it("drains what an app has taken, and keeps the port", async () => {
    const slow = taking(1);
    const second = await front.listen(slow.app);
    const answer = ask();
    await slow.taken;
    await front.listen(saying("third"));
    let isDrained = false;
    const drained = second.drain(60_000).then(() => {
      isDrained = true;
    });
    expect([await ask(), isDrained]).toEqual(["third", false]);
    slow.finish();
    await drained;
    expect(await answer).toBe("late");
  });

  it("closes the port at the end, when the app that answers last is drained", async () => {
    const last = await front.listen(saying("last"));
    front.end();
    await last.drain(0);
    await expect(ask()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("cuts what does not end in time", async () => {
    const silent = taking(1);
    const second = await front.listen(silent.app);
    const answer = ask().catch((error: unknown) => error);
    await silent.taken;
    const drained = second.drain(1_000);
    clock.advance(1_000);
    await drained;
    expect(await answer).toMatchObject({ code: "ECONNRESET" });
  });
});
