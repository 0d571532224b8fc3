import { afterEach, describe, expect, it } from "@jest/globals";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";

import {
  canaryToken,
  clientFor,
  container,
  createPmsBench,
  page,
  type Reply,
  startCannedPms,
} from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";
import { createManualClock } from "../../../test/stash/manual-clock.ts";
import type { PmsClient, PmsErrorClass, PmsErrorCode } from "./index.ts";

const bench = createPmsBench();
afterEach(bench.end);

interface Case {
  readonly name: string;
  readonly reply: Reply;
  readonly code: PmsErrorCode;
  readonly kind: PmsErrorClass;
  readonly status: number | null;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    name: "401, an html page",
    reply: page(401, "Unauthorized"),
    code: "unauthorized",
    kind: "unauthorized",
    status: 401,
    says: /refused the token \(401\).*Put a new token of the server's owner into PLEX_TOKEN/,
  },
  {
    name: "403",
    reply: page(403, "Forbidden"),
    code: "forbidden",
    kind: "permanent",
    status: 403,
    says: /forbids us to read item 12 \(403\).*PLEX_TOKEN is not the token of the server's owner/,
  },
  {
    name: "400",
    reply: page(400, "Bad Request"),
    code: "rejected",
    kind: "permanent",
    status: 400,
    says: /refused to read item 12 \(400\).*Plex's log/,
  },
  {
    name: "409",
    reply: page(409, "Conflict"),
    code: "conflict",
    kind: "permanent",
    status: 409,
    says: /\(409\): something of that name or identifier exists already/,
  },
  {
    name: "414",
    reply: page(414, "URI Too Long"),
    code: "rejected",
    kind: "permanent",
    status: 414,
    says: /a text is too long for Plex's interface/,
  },
  {
    name: "429",
    reply: page(429, "Too Many"),
    code: "too-many",
    kind: "temporary",
    status: 429,
    says: /PLEX_MAX_EDITS_PER_SECOND/,
  },
  {
    name: "500",
    reply: page(500, "Internal Server Error"),
    code: "server-error",
    kind: "temporary",
    status: 500,
    says: /could not read item 12: it answered with an error of the server \(500\)/,
  },
  {
    name: "502 of a proxy",
    reply: page(502, "Bad Gateway"),
    code: "server-error",
    kind: "temporary",
    status: 502,
    says: /Plex itself may be down/,
  },
  {
    name: "503 with XML, while it starts",
    reply: {
      status: 503,
      headers: { "content-type": "text/xml" },
      body: '<Response code="503" title="Maintenance" status="Plex Media Server is currently running startup maintenance tasks." />',
    },
    code: "starting",
    kind: "down",
    status: 503,
    says: /is starting, migrating its database or busy \(503\)\. Wait/,
  },
  {
    name: "503 with text",
    reply: { status: 503, body: "server is still starting up. Please retry later" },
    code: "starting",
    kind: "down",
    status: 503,
    says: /\(503\)/,
  },
  {
    name: "a redirection to another host",
    reply: { status: 302, headers: { location: `https://login.example.org/?t=${canaryToken}` } },
    code: "not-pms",
    kind: "down",
    status: 302,
    says: /redirects to https:\/\/login\.example\.org, and redirects are not followed/,
  },
  {
    name: "a redirection to nowhere",
    reply: { status: 301 },
    code: "not-pms",
    kind: "down",
    status: 301,
    says: /redirects to/,
  },
  {
    name: "200 with a web page",
    reply: page(200, "Welcome"),
    code: "not-pms",
    kind: "down",
    status: 200,
    says: /answered a web page instead of Plex's interface\. Check host, port and sub-path of PLEX_URL/,
  },
  {
    name: "200 with XML",
    reply: { body: '<?xml version="1.0"?><MediaContainer size="0"/>' },
    code: "not-pms",
    kind: "down",
    status: 200,
    says: /something that is not JSON/,
  },
  {
    name: "200 with JSON of something else",
    reply: { body: `{"data": "${canaryToken}"}` },
    code: "not-pms",
    kind: "down",
    status: 200,
    says: /JSON of another program/,
  },
  {
    name: "a cut connection",
    reply: "cut",
    code: "cut",
    kind: "temporary",
    status: null,
    says: /ended the connection in the middle of a call/,
  },
];

/** One call of every way in which the client sends its token. */
const calls: readonly (readonly [string, (client: PmsClient) => Promise<unknown>])[] = [
  ["a read", (client) => client.items([12])],
  ["an edit", (client) => client.edit("1", 12, { scalars: { title: "Rivers" }, lock: false })],
  ["an upload", (client) => client.uploadArt(12, "poster", new Uint8Array([1]))],
  ["a list of providers, with the token in the query", (client) => client.providers()],
  [
    "a registration, with the token in the query",
    (client) => client.registerProvider(`http://provider:9998/${canaryToken}`),
  ],
];

describe("each failure has a code, a class and a sentence", () => {
  it.each(cases)("$name", async ({ reply, code, kind, status, says }) => {
    const { client, pms } = await bench.connect(() => reply);
    const error = await failureOf(client.items([12]));
    expect({ code: error.code, kind: error.class, status: error.status }).toEqual({
      code,
      kind,
      status,
    });
    expect(error.message).toMatch(says);
    expect(error.message).toContain(`PLEX_URL (${pms.url})`);
  });

  it("404 on an item is not found; on what every server has, it is no Plex", async () => {
    const { client } = await bench.connect(() => page(404, "Not Found"));
    expect(await failureOf(client.refresh(12))).toMatchObject({ code: "not-found", status: 404 });
    expect(await failureOf(client.identity())).toMatchObject({ code: "not-pms" });
    expect(await failureOf(client.sections())).toMatchObject({ code: "not-pms" });
  });

  it("404 on the providers is a server that is too old", async () => {
    const { client } = await bench.connect(() => page(404, "Not Found"));
    const error = await failureOf(client.providers());
    expect(error.code).toBe("not-found");
    expect(error.message).toMatch(/Update it to version 1\.43/);
  });

  it("401 without a token asks for one", async () => {
    const { client } = await bench.connect(() => page(401, "Unauthorized"), { token: " " });
    expect((await failureOf(client.sections())).message).toMatch(/none was sent.*PLEX_TOKEN/);
  });

  it("a write that a login page answers did not happen", async () => {
    const { client } = await bench.connect(() => page(200, "Log in"));
    expect((await failureOf(client.refresh(12))).code).toBe("not-pms");
  });

  it("a refused connection", async () => {
    const pms = await startCannedPms(() => "silence");
    await pms.close();
    const client = clientFor(pms.url);
    const error = await failureOf(client.sections());
    expect(error).toMatchObject({ code: "unreachable", class: "down", status: null });
    expect(error.message).toMatch(/the connection was refused.*PLEX_URL.*host\.docker\.internal/);
    await client.close();
  });

  it("a host name that nobody knows", async () => {
    const client = clientFor("http://plex.invalid:32400");
    const error = await failureOf(client.sections());
    expect(error.code).toBe("unreachable");
    expect(error.message).toMatch(/host name.*PLEX_URL/);
    await client.close();
  });

  it("https where none is spoken", async () => {
    const { pms } = await bench.connect(() => "silence");
    const client = clientFor(pms.url.replace("http:", "https:"));
    expect((await failureOf(client.sections())).message).toMatch(/does not speak https there/);
    await client.close();
  });

  it("a port that is never called", async () => {
    const client = clientFor("http://127.0.0.1:6667");
    expect((await failureOf(client.sections())).message).toMatch(/port is one that HTTP clients/);
    await client.close();
  });

  it.each([
    ["a read", 10_000, (client: PmsClient) => client.items([12])],
    ["a search", 30_000, (client: PmsClient) => client.matchCandidates(12)],
    ["an upload", 60_000, (client: PmsClient) => client.uploadArt(12, "art", new Uint8Array([1]))],
  ])("silence: %s is given up after %d ms", async (_name, ms, call) => {
    const clock = createManualClock();
    const { client } = await bench.connect(
      () => {
        expect(clock.waiting()).toEqual([ms]);
        setImmediate(() => clock.fire(ms));
        return "silence";
      },
      { clock },
    );
    const error = await failureOf(call(client));
    expect(error).toMatchObject({ code: "timeout", class: "temporary" });
    expect(error.message).toContain(`did not answer within ${ms / 1_000} s`);
    expect(clock.waiting()).toEqual([]);
  });

  it("a caller that gives up", async () => {
    const caller = new AbortController();
    const { client } = await bench.connect(() => {
      setImmediate(() => caller.abort());
      return "silence";
    });
    const error = await failureOf(client.items([12], { signal: caller.signal }));
    expect(error).toMatchObject({ code: "aborted", class: "aborted" });
  });

  it("a client that was closed", async () => {
    const { client } = await bench.connect(() => container({}));
    await client.close();
    expect((await failureOf(client.sections())).code).toBe("aborted");
  });
});

describe("settings that cannot be used", () => {
  it.each([
    ["not an address", /PLEX_URL is not an address/],
    ["ftp://plex", /PLEX_URL must begin with http/],
  ])("the address %j", (url, says) => {
    expect(() => clientFor(url)).toThrow(says);
  });

  it("a claim token is no access token (quirk 23)", () => {
    expect(() => clientFor("http://plex:32400", { token: "claim-canary" })).toThrow(
      /^PLEX_TOKEN holds a claim token/,
    );
  });

  it("a token that cannot be a header is refused without showing it", () => {
    expect(() => clientFor("http://plex:32400", { token: "canary\ntoken" })).toThrow(
      /^PLEX_TOKEN holds characters that no token has\. Copy the token again\.$/,
    );
  });

  it("a client without an identifier would be a new device each time", () => {
    expect(() => clientFor("http://plex:32400", { clientIdentifier: "" })).toThrow(TypeError);
  });
});

describe("the token", () => {
  const shown = (error: unknown): string => inspect(error, { depth: 10, showHidden: true });

  it.each(
    cases.flatMap(({ name, reply }) => calls.map(([call, make]) => ({ name, call, make, reply }))),
  )("is not in the error of $call: $name", async ({ make, reply }) => {
    const { client } = await bench.connect(() => reply);
    const outcome = await make(client).catch((error: unknown) => error);
    expect(shown(outcome)).not.toContain("canary");
  });

  it.each(calls)("is not in the error of %s where nothing answers", async (_name, make) => {
    const pms = await startCannedPms(() => "silence");
    await pms.close();
    const client = clientFor(pms.url.replace("http://", "http://user:canary-password@"));
    expect(shown(await failureOf(make(client)))).not.toContain("canary");
    await client.close();
  });

  it.each(calls)("is not in the error of %s where no HTTP is spoken", async (_name, make) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.resume().end("220 canary ready\r\n");
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const client = clientFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(shown(await failureOf(make(client)))).not.toContain("canary");
    await client.close();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
});
