import { afterEach, describe, expect, it } from "@jest/globals";
import { inspect } from "node:util";

import { createManualClock } from "../../test/stash/manual-clock.ts";
import { recorded } from "../../test/stash/recorded.ts";
import {
  json,
  type Reply,
  startStashServer,
  type StashServer,
  stashOf,
  versionReply,
} from "../../test/stash/stash-server.ts";
import type { StashApi } from "./api.ts";
import { createStashApi, type StashClientOptions } from "./create-stash-api.ts";
import { StashError, type StashErrorCode } from "./errors.ts";

const key = "canary-key-4711";
const path = "/data/media/canary-path.mp4";

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const apiFor = (options: Partial<StashClientOptions> & { url: string }): StashApi => {
  const api = createStashApi({ apiKey: key, ...options });
  open.push(api);
  return api;
};

const serve = async (answer: StashServer["answer"]): Promise<StashServer> => {
  const server = await startStashServer(answer);
  open.push(server);
  return server;
};

const failure = async (call: Promise<unknown>): Promise<StashError> => {
  const error: unknown = await call.then(
    () => new Error("the call succeeded"),
    (reason: unknown) => reason,
  );
  if (error instanceof StashError) return error;
  throw error;
};

interface Case {
  readonly name: string;
  readonly reply: () => Reply | Promise<Reply>;
  readonly apiKey?: string | null;
  readonly code: StashErrorCode;
  readonly retryable: boolean;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    name: "401 with a key",
    reply: () => recorded("auth/wrong-key"),
    code: "unauthorized",
    retryable: false,
    says: /refused the API key.*STASH_API_KEY is not the key.*or this Stash has no key at all.*leave STASH_API_KEY empty/,
  },
  {
    name: "401 without a key",
    reply: () => recorded("auth/wrong-key"),
    apiKey: null,
    code: "unauthorized",
    retryable: false,
    says: /asks for a key \(401\), and none was sent.*into STASH_API_KEY/,
  },
  {
    name: "302 to the login page",
    reply: () => recorded("auth/image-no-key"),
    apiKey: "  ",
    code: "login-redirect",
    retryable: false,
    says: /sent us to a login page\. Copy the API key/,
  },
  {
    name: "302 to the login of a proxy",
    reply: () => ({
      status: 302,
      headers: { location: "https://auth.example.org/login/?rd=canary" },
    }),
    code: "login-redirect",
    retryable: false,
    says: /proxy with its own login/,
  },
  {
    name: "301 to another address",
    reply: () => ({
      status: 301,
      headers: { location: "https://stash.example.org/graphql?x=canary" },
    }),
    code: "not-graphql",
    retryable: false,
    says: /redirects to https:\/\/stash\.example\.org, and redirects are not followed/,
  },
  {
    name: "403 of the tripwire",
    reply: () => recorded("tripwire/after"),
    code: "tripwire",
    retryable: false,
    says: /locked itself \(403\).*config\.yml/,
  },
  {
    name: "403 of a proxy",
    reply: () => ({ status: 403, headers: { "content-type": "text/html" }, body: "<h1>no</h1>" }),
    code: "tripwire",
    retryable: false,
    says: /forbids the request \(403\)/,
  },
  {
    name: "422",
    reply: () => recorded("errors/unknown-field"),
    code: "validation",
    retryable: false,
    says: /does not understand .*\(Cannot query field "nope" on type "Scene"\)\. Update Stash/,
  },
  {
    name: "400 that repeats the request",
    reply: () => recorded("errors/malformed-json"),
    code: "not-graphql",
    retryable: false,
    says: /answered status 400 instead of Stash's interface/,
  },
  {
    name: "404",
    reply: () => ({ status: 404, body: "not here" }),
    code: "not-graphql",
    retryable: false,
    says: /status 404.*sub-path of STASH_URL/,
  },
  {
    name: "502 of a proxy",
    reply: () => ({ status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad</h1>" }),
    code: "server-error",
    retryable: true,
    says: /error of the server \(502\)/,
  },
  {
    name: "200 with a web page",
    reply: () => recorded("errors/unknown-route"),
    code: "not-graphql",
    retryable: false,
    says: /answered a web page .*sub-path of STASH_URL/,
  },
  {
    name: "200 with broken JSON",
    reply: () => ({ headers: { "content-type": "application/json" }, body: '{"data": canary' }),
    code: "not-graphql",
    retryable: false,
    says: /not JSON/,
  },
  {
    name: "200 with JSON of something else",
    reply: () => json({ hello: "canary" }),
    code: "not-graphql",
    retryable: false,
    says: /instead of Stash's interface/,
  },
  {
    name: "200 with an error of a resolver",
    reply: () => recorded("findScenes/path-regex-invalid"),
    code: "answer-error",
    retryable: false,
    says: /an error of its own.*Stash's log/,
  },
  {
    name: "200 while the database is locked",
    reply: () => json({ errors: [{ message: "database is locked" }], data: null }),
    code: "answer-error",
    retryable: true,
    says: /an error of its own/,
  },
  {
    name: "a cut connection",
    reply: () => "cut",
    code: "cut",
    retryable: true,
    says: /ended the connection in the middle of an answer/,
  },
];

describe("each failure has a code and a sentence", () => {
  it.each(cases)("$name", async ({ reply, apiKey = key, code, retryable, says }) => {
    const server = await serve(async ({ operation }) =>
      operation === "ServerVersion" ? versionReply("v0.28.1") : reply(),
    );
    const error = await failure(apiFor({ url: server.url, apiKey }).scenesByPath(path));
    expect({ code: error.code, retryable: error.retryable }).toEqual({ code, retryable });
    expect(error.message).toMatch(says);
    expect(error.message).toContain(server.url);
  });

  it.each([
    ["setup-needed", "SETUP", /was never set up\. Open that address/],
    ["migration-needed", "NEEDS_MIGRATION", /waits for the migration of its database/],
  ] as const)("%s, which Stash hides behind 200", async (code, _status, says) => {
    const server = await serve(
      stashOf("v0.30.1", {
        ScenesWithGroups: await recorded(`${code}/findScenes`),
        ServerStatus: await recorded(`${code}/systemStatus`),
      }),
    );
    const error = await failure(apiFor({ url: server.url }).scenePage({ afterId: 0, limit: 10 }));
    expect(error).toMatchObject({ code, retryable: true });
    expect(error.message).toMatch(says);
  });

  it("an internal error of a Stash that is well is an answer error", async () => {
    const server = await serve(
      stashOf("v0.30.1", {
        ScenesWithGroups: await recorded("setup-needed/findScenes"),
        ServerStatus: json({ data: { systemStatus: { status: "OK" } } }),
      }),
    );
    const error = await failure(apiFor({ url: server.url }).scenePage({ afterId: 0, limit: 10 }));
    expect(error.code).toBe("answer-error");
  });

  it("too-old names both versions", async () => {
    const server = await serve(stashOf("v0.24.3", {}));
    const error = await failure(apiFor({ url: server.url }).counts());
    expect(error).toMatchObject({ code: "too-old", retryable: false });
    expect(error.message).toMatch(/is v0\.24\.3, and this program needs v0\.25\.0 or later/);
  });

  it("a refused connection", async () => {
    const server = await startStashServer(stashOf("v0.30.1", {}));
    await server.close();
    const error = await failure(apiFor({ url: server.url }).counts());
    expect(error).toMatchObject({ code: "unreachable", retryable: true });
    expect(error.message).toMatch(/connection was refused.*Inside a container localhost/);
  });

  it("an unknown host", async () => {
    const error = await failure(apiFor({ url: "http://no-such-host.invalid:9999" }).counts());
    expect(error).toMatchObject({ code: "unreachable", retryable: true });
    expect(error.message).toMatch(/host name is not known here.*STASH_URL/);
  });

  it("https where http is spoken", async () => {
    const server = await serve(stashOf("v0.30.1", {}));
    const error = await failure(apiFor({ url: server.url.replace("http:", "https:") }).counts());
    expect(error.code).toBe("unreachable");
    expect(error.message).toMatch(/does not speak https there.*http:\/\//);
  });

  it("a port that is never called", async () => {
    const error = await failure(apiFor({ url: "http://127.0.0.1:6667" }).counts());
    expect(error).toMatchObject({ code: "unreachable", retryable: false });
    expect(error.message).toMatch(/port .*reserved/);
  });

  it("silence until the deadline", async () => {
    const clock = createManualClock();
    const server = await serve(() => {
      setImmediate(() => clock.fire(10_000));
      return "silence";
    });
    const error = await failure(apiFor({ url: server.url, clock }).counts());
    expect(error).toMatchObject({ code: "timeout", retryable: true });
    expect(error.message).toMatch(/did not answer within 10 s/);
    expect(clock.waiting()).toEqual([]);
  });

  it("a caller that gives up", async () => {
    const caller = new AbortController();
    const server = await serve(({ operation }) => {
      if (operation === "ServerVersion") return versionReply("v0.30.1");
      setImmediate(() => caller.abort());
      return "silence";
    });
    const api = apiFor({ url: server.url });
    const error = await failure(api.scenePage({ afterId: 0, limit: 1, signal: caller.signal }));
    expect(error).toMatchObject({ code: "aborted", retryable: false });
    const late = await failure(api.scenesByIds([1], { signal: caller.signal }));
    expect(late.code).toBe("aborted");
  });

  it("a client that was closed", async () => {
    const server = await serve(stashOf("v0.30.1", {}));
    const api = apiFor({ url: server.url });
    await api.close();
    expect((await failure(api.counts())).code).toBe("aborted");
  });

  it.each([
    ["not an address", /STASH_URL is not an address/],
    ["ftp://stash", /STASH_URL must begin with http/],
  ])("the address %j is refused at once", (url, says) => {
    expect(() => createStashApi({ url, apiKey: null })).toThrow(says);
  });

  it("a key that cannot be a header is refused without showing it", () => {
    expect(() => createStashApi({ url: "http://stash:9999", apiKey: "canary\nkey" })).toThrow(
      /^STASH_API_KEY holds characters that no key has/,
    );
  });
});

describe("secrets", () => {
  const secretParts = [key, "canary", "findScenes", "MATCHES_REGEX", "user-secret"];

  it.each(cases)("$name: no key, query, variable or body is shown", async ({ reply }) => {
    const server = await serve(async ({ operation }) =>
      operation === "ServerVersion" ? versionReply("v0.28.1") : reply(),
    );
    const url = server.url.replace("http://", "http://user:user-secret@");
    const error = await failure(apiFor({ url }).scenesByPath(path));
    const shown = inspect(error, { depth: 10, showHidden: true });
    for (const secret of secretParts) expect(shown).not.toContain(secret);
  });

  it("nor where nothing answers", async () => {
    const server = await startStashServer(stashOf("v0.30.1", {}));
    await server.close();
    const error = await failure(apiFor({ url: server.url }).scenesByPath(path));
    const shown = inspect(error, { depth: 10, showHidden: true });
    for (const secret of secretParts) expect(shown).not.toContain(secret);
  });
});
