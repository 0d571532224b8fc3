import { afterEach, describe, expect, it } from "@jest/globals";
import { inspect } from "node:util";

import {
  type Answer,
  type CannedPms,
  page,
  type Reply,
  startCannedPms,
} from "../../../test/plex/canned-pms.ts";
import { createManualClock } from "../../../test/stash/manual-clock.ts";
import { type Clock, systemClock } from "../../clock.ts";
import { createPlexTvPins } from "./create-plex-tv-pins.ts";
import { PlexTvError } from "./plex-tv-error.ts";

const open: CannedPms[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const connect = async (answer: Answer, clock: Clock = systemClock) => {
  const server = await startCannedPms(answer);
  open.push(server);
  const { url } = server;
  return {
    server,
    pins: createPlexTvPins({ url, clientIdentifier: "s2p-1", product: "Stash2Plex", clock }),
  };
};

const json = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) });

const pin = { id: 77, code: "abcd1234", authToken: null, expiresAt: "2026-11-25T05:00:00Z" };

const failureOf = async (call: Promise<unknown>): Promise<PlexTvError> => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof PlexTvError) return error;
  throw new Error(`not a PlexTvError: ${inspect(error)}`);
};

describe("the PIN login", () => {
  it("begins with a strong PIN and an address to agree at", async () => {
    const { server, pins } = await connect(() => json(pin, 201));
    expect(await pins.create()).toEqual({
      id: 77,
      code: "abcd1234",
      authUrl:
        "https://app.plex.tv/auth#?clientID=s2p-1&code=abcd1234&context%5Bdevice%5D%5Bproduct%5D=Stash2Plex",
      token: null,
      expiresAt: Date.UTC(2026, 10, 25, 5),
    });
    expect(server.asked()).toEqual(["POST /api/v2/pins"]);
    expect(server.received[0]?.rawQuery).toBe("strong=true");
    expect(server.received[0]?.headers).toMatchObject({
      accept: "application/json",
      "x-plex-client-identifier": "s2p-1",
      "x-plex-product": "Stash2Plex",
    });
  });

  it.each([
    ["not yet", null, null],
    ["not yet, told by an empty text", "", null],
    ["agreed", "owner-token", "owner-token"],
  ])("tells the token: %s", async (_name, authToken, token) => {
    const { server, pins } = await connect(() => json({ ...pin, authToken, expiresAt: undefined }));
    expect(await pins.read(77)).toMatchObject({ token, expiresAt: null });
    expect(server.asked()).toEqual(["GET /api/v2/pins/77"]);
  });
});

describe("failures of the PIN login", () => {
  it.each<readonly [string, Reply, string]>([
    ["an unknown PIN", page(404, "Not Found"), "expired"],
    ["too many questions", page(429, "Too Many"), "too-many"],
    ["a fault of plex.tv", page(500, "Fault"), "refused"],
    ["a web page", page(200, "canary"), "refused"],
    ["another answer", json({ authToken: "canary" }), "refused"],
    ["a redirection", { status: 302, headers: { location: "http://canary.invalid" } }, "refused"],
    ["a cut connection", "cut", "unreachable"],
  ])("%s", async (_name, reply, code) => {
    const { pins } = await connect(() => reply);
    const error = await failureOf(pins.read(77));
    expect(error.code).toBe(code);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("canary");
  });

  it("silence", async () => {
    const clock = createManualClock();
    const { pins } = await connect(() => {
      setImmediate(() => clock.fire(10_000));
      return "silence";
    }, clock);
    expect((await failureOf(pins.create())).code).toBe("timeout");
    expect(clock.waiting()).toEqual([]);
  });

  it("a caller that gives up", async () => {
    const caller = new AbortController();
    const { pins } = await connect(() => {
      setImmediate(() => caller.abort());
      return "silence";
    });
    expect((await failureOf(pins.create({ signal: caller.signal }))).code).toBe("aborted");
  });

  it("no way to the internet", async () => {
    const { server, pins } = await connect(() => "silence");
    await server.close();
    open.length = 0;
    expect((await failureOf(pins.create())).code).toBe("unreachable");
  });
});
