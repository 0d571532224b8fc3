import { Writable } from "node:stream";

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { createLogging, type LoggingOptions } from "./logger.ts";
import { createRedact } from "./redaction.ts";
import { withRequestId } from "./request-id.ts";

const secret = 'Canary/"+ ä\\7%key';

function memory(): { output: Writable; text: () => string } {
  const chunks: string[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { output, text: () => chunks.join("") };
}

function logging(options: Partial<LoggingOptions> = {}) {
  const { output, text } = memory();
  const parts = createLogging({
    level: "debug",
    format: "json",
    output,
    redact: createRedact([secret]),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    ...options,
  });
  return { ...parts, text };
}

/** Every way in which a secret has been seen to travel. */
const spellings = {
  raw: secret,
  url: encodeURIComponent(secret),
  lowerUrl: encodeURIComponent(secret).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  base64: Buffer.from(secret).toString("base64"),
  basicAuth: Buffer.from(`admin:${secret}`).toString("base64"),
  base64url: Buffer.from(`a${secret}`).toString("base64url"),
  hex: Buffer.from(secret).toString("hex"),
  json: JSON.stringify({ key: secret }),
  jsonInJson: JSON.stringify(JSON.stringify({ key: secret })),
};

/** Parts of the secret's spellings that must not appear; the ends of base64 hold neighbours' bits. */
const traces = ["Canary", "Q2FuYXJ5", "NhbmFye", "DYW5hcn", "43616e617279"];

function nested(): Error {
  const inner = new Error(`inner ${secret}`);
  const outer = new Error(`outer ${encodeURIComponent(secret)}`, { cause: inner });
  return Object.assign(outer, { headers: { ApiKey: secret }, list: [secret] });
}

describe("redaction", () => {
  it.each(["error", "warn", "info", "debug"] as const)("holds on level %s", async (level) => {
    for (const format of ["json", "pretty"] as const) {
      const { logger, close, text } = logging({ format });
      for (const [name, value] of Object.entries(spellings)) {
        logger[level](`event ${name} ${value}`, {
          value,
          deep: { deeper: [{ value }] },
          [value]: 1,
          address: new URL(`http://stash/?apikey=${encodeURIComponent(value)}`),
        });
      }
      logger.child({ bound: secret })[level]("error path", { error: nested() });
      logger[level]("aggregate", { error: new AggregateError([nested()], secret) });
      await close();
      expect(text()).toContain("***");
      const leaks = text()
        .split("\n")
        .filter((line) => traces.some((trace) => line.includes(trace)));
      expect(leaks.map((line) => line.slice(0, 200))).toEqual([]);
    }
  });

  it("finds a secret anywhere in any text", () => {
    const redact = createRedact(["s3cr3t-token"]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(redact(`${before}s3cr3t-token${after}`)).not.toContain("s3cr3t-token");
      }),
    );
  });

  it("leaves text alone when nothing is secret, or a secret is too short to be one", () => {
    expect(createRedact([])("a b")).toBe("a b");
    expect(createRedact(["ab"])("about")).toBe("about");
  });
});

describe("lines", () => {
  it("are one JSON object each, with request id and cause chain", async () => {
    const { logger, close, text } = logging();
    const error = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") });
    withRequestId("r-1", () =>
      logger.child({ part: "mirror" }).warn("Stash is away", { error, event: "x" }),
    );
    await close();
    const line = JSON.parse(text()) as Record<string, unknown>;
    expect(line).toMatchObject({
      time: "2026-01-02T03:04:05.000Z",
      level: "warn",
      event: "Stash is away",
      requestId: "r-1",
      part: "mirror",
      error: {
        name: "TypeError",
        message: "fetch failed",
        cause: { message: "connect ECONNREFUSED" },
      },
    });
  });

  it("are readable text without a terminal's colours", async () => {
    const { logger, close, text } = logging({ format: "auto" });
    logger.info("Ready", { port: 9998, file: "a b.mp4", nothing: undefined });
    await close();
    expect(text()).toMatch(/^\d\d:\d\d:\d\d info {2}Ready port=9998 file="a b\.mp4"\n$/);
  });

  it("stay below the chosen level", async () => {
    const { logger, close, text } = logging({ level: "warn" });
    logger.info("hidden");
    logger.error("shown");
    await close();
    expect(text().trim().split("\n")).toHaveLength(1);
  });

  it.each([
    [
      "a circle",
      () => {
        const a: Record<string, unknown> = {};
        a.self = a;
        return a;
      },
    ],
    ["a bigint", () => 1n],
    ["a function", () => () => 1],
    ["a deep tree", () => Array.from({ length: 100 }).reduce((inner) => ({ inner }), {})],
    ["bytes", () => Buffer.alloc(10_000)],
    ["a bad date", () => new Date(Number.NaN)],
    ["a map", () => new Map([["a", new Set([1])]])],
  ])("survive %s", async (_name, make) => {
    const { logger, close, text } = logging();
    logger.info("odd", { value: make() });
    await close();
    expect(JSON.parse(text())).toMatchObject({ event: "odd" });
    expect(text().length).toBeLessThan(2_000);
  });
});
