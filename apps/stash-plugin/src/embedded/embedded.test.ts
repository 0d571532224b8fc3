import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { encodeDoorbell, eventOfHook } from "@stash2plex/shared/events";
import { parse } from "acorn";

import { buildEmbedded, EMBEDDED_LIMIT } from "../../scripts/embedded-script.js";

interface SeenEvent {
  readonly event: string;
  readonly seen: { readonly input?: { readonly Args: Record<string, unknown> } };
}

interface Run {
  readonly result: unknown;
  readonly trace: readonly string[];
  readonly info: readonly string[];
  readonly errors: readonly string[];
  readonly asked: readonly { readonly query: string; readonly variables: unknown }[];
}

type Answer = { readonly valid: boolean; readonly status: string } | Error;

let script = "";
beforeAll(() => {
  script = buildEmbedded();
});

const recordings = JSON.parse(
  readFileSync(new URL("../../test/fixtures/js-interface.json", import.meta.url), "utf8"),
) as readonly SeenEvent[];

/** Runs the script as Stash does: globals, and the last value is the result. */
const run = (args: unknown, plugins: Record<string, unknown> = {}, answer?: Answer): Run => {
  const trace: string[] = [];
  const info: string[] = [];
  const errors: string[] = [];
  const asked: { query: string; variables: unknown }[] = [];
  const context = createContext({
    input: { Args: args },
    log: {
      Trace: (text: string) => trace.push(text),
      Info: (text: string) => info.push(text),
      Error: (text: string) => errors.push(text),
    },
    gql: {
      Do: (query: string, variables: unknown) => {
        asked.push({ query, variables });
        if (query.includes("configuration")) return { configuration: { plugins } };
        if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no answer");
        return { validateStashBoxCredentials: answer };
      },
    },
  });
  const result: unknown = runInContext(script, context);
  return { result, trace, info, errors, asked };
};

const filled = { Stash2Plex: { provider_url: "http://stash2plex:9998/", provider_token: "t0ken" } };
const said = (reply: unknown): Answer => ({
  valid: true,
  status: `Successfully authenticated as ${JSON.stringify(reply)}`,
});

describe("the embedded script", () => {
  it("has at most 2 KB: it is compiled anew for every hook", () => {
    expect(Buffer.byteLength(script)).toBeLessThanOrEqual(EMBEDDED_LIMIT);
  });

  it("is ES5, as Stash up to 0.25 needs it", () => {
    expect(() => parse(script, { ecmaVersion: 5, sourceType: "script" })).not.toThrow();
  });

  const hooks = recordings.filter(({ seen }) => seen.input?.Args.hookContext !== undefined);
  it.each(hooks.map(({ event, seen }) => [event, seen.input?.Args] as const))(
    "B7, B8, B19: rings for %s with one line and asks nothing",
    (_event, args) => {
      const { result, trace, asked, info, errors } = run(args);
      const expected = eventOfHook(args?.hookContext);
      expect(expected).not.toBeNull();
      expect(trace).toEqual(expected === null ? [] : [encodeDoorbell(expected)]);
      expect({ result, asked, info, errors }).toEqual({
        result: undefined,
        asked: [],
        info: [],
        errors: [],
      });
    },
  );

  it("has recordings to ring for", () => expect(hooks.length).toBeGreaterThan(4));

  it("B5, B15, B34: rings for an identification that sent nothing but stash ids", () => {
    const hookContext = { id: 7, type: "Scene.Update.Post", inputFields: ["stash_ids"] };
    expect(run({ hookContext }).trace).toEqual([
      'stash2plex/1 {"type":"Scene.Update.Post","id":7,"fields":["stash_ids"]}',
    ]);
  });

  it.each([
    ["empty", []],
    ["absent", undefined],
    ["null", null],
  ])("leaves out fields that are %s: anything may have changed", (_name, inputFields) => {
    const hookContext = { id: 7, type: "Scene.Update.Post", inputFields };
    expect(run({ hookContext }).trace).toEqual([
      'stash2plex/1 {"type":"Scene.Update.Post","id":7}',
    ]);
  });
});

describe("a task of the embedded package", () => {
  it("asks the provider with the token, and gives back its reply", () => {
    const reply = { lines: ["Started."], watch: "http://stash2plex:9998/ui", data: { n: 1 } };
    const { result, info, asked } = run(
      { do: "sync-scene", id: 5, dry: "true" },
      filled,
      said(reply),
    );
    expect(asked[1]?.variables).toEqual({
      i: {
        endpoint: "http://stash2plex:9998/api/stash?do=sync-scene&id=5&dry=true",
        api_key: "t0ken",
        name: "Stash2Plex",
      },
    });
    expect(result).toEqual({ Output: reply });
    expect(info).toEqual(["Started.", "Watch it at http://stash2plex:9998/ui"]);
  });

  it.each([
    ["as v1 and 0.26 or newer spell it", filled],
    [
      "as Stash up to 0.25 hands it back",
      { stash2Plex: { providerUrl: "http://stash2plex:9998", providerToken: "t0ken" } },
    ],
    [
      "without http",
      { Stash2Plex: { provider_url: " stash2plex:9998 ", provider_token: "t0ken" } },
    ],
  ])("finds the address %s", (_name, plugins) => {
    const { asked } = run({ do: "status" }, plugins, said({ lines: [] }));
    expect(asked[1]?.variables).toMatchObject({
      i: { endpoint: "http://stash2plex:9998/api/stash?do=status", api_key: "t0ken" },
    });
  });

  it.each([
    ["nothing filled in", {}, undefined, /^Fill in the provider address/],
    [
      "no provider there",
      filled,
      { valid: false, status: "No response from server" },
      /does not answer at http:\/\/stash2plex:9998\. Does it run/,
    ],
    [
      "a wrong token",
      filled,
      {
        valid: false,
        status:
          'Unknown error: {"networkErrors":null,"graphqlErrors":[{"message":"The token is wrong: see provider_token."}]}',
      },
      /^The provider at http:\/\/stash2plex:9998 refused: The token is wrong: see provider_token\.$/,
    ],
    [
      "a web server that is no provider",
      filled,
      { valid: false, status: "Invalid endpoint" },
      /refused: Invalid endpoint\. Check its address and token\.$/,
    ],
    ["a Stash that refuses", filled, new Error("graphql error"), /graphql error/],
    [
      "something that is no provider",
      filled,
      { valid: true, status: "Successfully authenticated as somebody" },
      /^Stash2Plex: /,
    ],
    [
      "a reply with an error",
      filled,
      said({ error: "PLEX_URL is not set" }),
      /^PLEX_URL is not set$/,
    ],
  ] as const)("says what to do: %s", (_name, plugins, answer, reason) => {
    const { result, errors } = run({ do: "status" }, plugins, answer);
    expect(result).toEqual({ Error: expect.stringMatching(reason) });
    expect(errors).toEqual([expect.stringMatching(reason)]);
  });

  it("never shows the token", () => {
    const { result, errors } = run({ do: "status" }, filled, {
      valid: false,
      status: "No response from server",
    });
    expect(JSON.stringify({ result, errors })).not.toContain("t0ken");
  });
});
