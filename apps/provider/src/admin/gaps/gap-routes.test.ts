import { createServer, request } from "node:http";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import express from "express";

import {
  createMemoryGapService,
  type MemoryGapService,
  sampleGap,
} from "../../../test/memory-gap-service.ts";
import { type Answer, type Ask, askServer, listen } from "../../../test/plex-harness.ts";
import { createErrorHandler } from "../../json-errors.ts";
import type { GapPageReport } from "./gap-report.ts";
import { createGapRoutes } from "./gap-routes.ts";

let gaps: MemoryGapService;
let port = 0;
let warnings: string[] = [];
let close = (): Promise<void> => Promise.resolve();

beforeEach(async () => {
  gaps = createMemoryGapService();
  warnings = [];
  const logger = { ...silentLogger, warn: (event: string) => void warnings.push(event) };
  const app = express().set("query parser", "simple");
  app.use(createGapRoutes({ gaps, logger }), createErrorHandler(silentLogger));
  const server = createServer(app);
  port = await listen(server);
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});

afterEach(() => close());

const ask = (path: string, options?: Ask): Promise<Answer> => askServer(port, path, options);
const post = (path: string, body?: unknown): Promise<Answer> =>
  ask(path, {
    method: "POST",
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
const problemOf = (answer: Answer): string =>
  (answer.json() as { readonly error: { readonly message: string } }).error.message;

describe("GET /api/gaps", () => {
  it("answers the open gaps, newest first, with the counts of all kinds", async () => {
    const { status, json } = await ask("/api/gaps");
    expect(status).toBe(200);
    const page = json() as GapPageReport;
    expect(page).toMatchObject({
      schema: 1,
      asOf: "2026-01-02T03:04:05.000Z",
      total: 8,
      counts: { "plex-only": 1, "stash-only": 2, stale: 1, orphan: 1 },
      next: null,
    });
    expect(page.gaps.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each([
    ["kind=stash-only", [1, 2]],
    ["kind=plex-only&reason=not-in-stash", [3]],
    ["state=closed", [9]],
    ["section=Films&sort=oldest", [6, 5, 4, 3]],
    ["q=HARBOUR", [2]],
    ["q=/data/films/", [3]],
    ["kind=stale&state=open&q=&section=", [4]],
    ["kind=duplicate&q=nothing", []],
  ])("%s", async (query, ids) => {
    const page = (await ask(`/api/gaps?${query}`)).json() as GapPageReport;
    expect(page.gaps.map(({ id }) => id)).toEqual(ids);
    expect(page.total).toBe(ids.length);
  });

  it("leads from page to page by its cursor, each gap once", async () => {
    gaps.gaps = Array.from({ length: 120 }, (_, at) => sampleGap(at + 1));
    const seen: number[] = [];
    let cursor = "";
    for (let pages = 0; pages < 3; pages += 1) {
      const page = (await ask(`/api/gaps?cursor=${cursor}`)).json() as GapPageReport;
      seen.push(...page.gaps.map(({ id }) => id));
      cursor = page.next ?? "";
    }
    expect(cursor).toBe("");
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
  });

  it("works where both sides were never compared", async () => {
    gaps.asOf = null;
    gaps.problem = "PLEX_URL is not set.";
    const { status, json } = await ask("/api/gaps");
    expect([status, json()]).toEqual([200, expect.objectContaining({ asOf: null, total: 8 })]);
  });

  it.each([
    ["kind=missing", /^kind must be one of plex-only/],
    ["kind=stale&kind=orphan", /^Give kind once/],
    ["limit=1001", /from 1 to 1000/],
    ["cursor=after-4711", /^There is no such page/],
    ["color=red", /^The parameters are kind, /],
  ])("%s is answered 400 with what is allowed", async (query, sentence) => {
    const answer = await ask(`/api/gaps?${query}`);
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatch(sentence);
  });

  it("says that something is wrong, not what, when the gaps cannot be read", async () => {
    gaps.failure = "SQLITE_CORRUPT at /secret/place";
    const answer = await ask("/api/gaps");
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("secret");
  });

  it("asks to wait while the thread that writes is started again", async () => {
    gaps.page = () =>
      Promise.reject(Object.assign(new Error("The thread ended."), { name: "MirrorError" }));
    const answer = await ask("/api/gaps");
    expect([answer.status, problemOf(answer)]).toEqual([503, "The thread ended."]);
  });
});

describe("GET /api/gaps as a table", () => {
  it.each([
    ["/api/gaps?format=csv", {}],
    ["/api/gaps", { accept: "text/csv" }],
    ["/api/gaps", { accept: "text/csv, application/json;q=0.5" }],
  ])("%s with %j holds all gaps, of however many pages", async (path, headers) => {
    gaps.gaps = Array.from({ length: 2_345 }, (_, at) => sampleGap(at + 1));
    const answer = await ask(path, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8; header=present");
    expect(answer.headers["content-disposition"]).toBe('attachment; filename="gaps.csv"');
    expect(answer.text.trimEnd().split("\r\n")).toHaveLength(2_346);
  });

  it.each([
    ["/api/gaps", { accept: "*/*" }],
    ["/api/gaps", { accept: "application/json, text/csv" }],
    ["/api/gaps?format=json", { accept: "text/csv" }],
    ["/api/gaps", {}],
  ])("is not what %s with %j means", async (path, headers) => {
    expect((await ask(path, { headers })).headers["content-type"]).toContain("application/json");
  });

  it("has the gaps that the query fits, and with a limit no more than that", async () => {
    const rows = async (query: string): Promise<string[]> =>
      (await ask(`/api/gaps?format=csv&${query}`)).text
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((row) => row.split(",", 1)[0] ?? "");
    expect(await rows("section=Films&sort=oldest")).toEqual(["6", "5", "4", "3"]);
    expect(await rows("limit=2")).toEqual(["1", "2"]);
    expect(await rows("limit=2&cursor=after-2")).toEqual(["3", "4"]);
    expect(await rows("cursor=after-6")).toEqual(["7", "8"]);
    expect(await rows("q=nothing")).toEqual([]);
  });

  it("is refused like the other form before it has begun", async () => {
    const answer = await ask("/api/gaps?format=csv&cursor=elsewhere");
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatch(/no such page/);
  });

  it("breaks off when the rest cannot be read, so that nobody takes it for whole", async () => {
    gaps.gaps = Array.from({ length: 1_500 }, (_, at) => sampleGap(at + 1));
    const { page } = gaps;
    gaps.page = (query) =>
      query.cursor === undefined ? page(query) : Promise.reject(new Error("The disk is gone."));
    const ended = await new Promise((resolve) => {
      request({ port, host: "127.0.0.1", path: "/api/gaps?format=csv" }, (response) => {
        response.resume();
        response.on("end", () => resolve("whole"));
        response.on("error", () => resolve("broken"));
      }).end();
    });
    expect(ended).toBe("broken");
    expect(warnings).toEqual(["A table of gaps broke off"]);
  });
});

describe("GET /api/gaps/summary", () => {
  it("says how both sides stand to each other", async () => {
    expect((await ask("/api/gaps/summary")).json()).toMatchObject({
      schema: 1,
      asOf: "2026-01-02T03:04:05.000Z",
      counts: { "stash-only": 2 },
      agreement: { agreeing: 92, compared: 100, percent: 92 },
      problem: null,
      lastRun: { startedAt: "2026-01-02T03:04:05.000Z", ms: 1_500, opened: 2, closed: 1 },
    });
  });

  it("has null for what was never done", async () => {
    gaps.asOf = null;
    gaps.problem = "PLEX_URL is not set.";
    expect((await ask("/api/gaps/summary")).json()).toMatchObject({
      asOf: null,
      agreement: null,
      lastRun: null,
      problem: "PLEX_URL is not set.",
    });
  });
});

describe("GET /api/gaps/<id>", () => {
  it("answers one gap, open or closed", async () => {
    expect((await ask("/api/gaps/9")).json()).toMatchObject({
      schema: 1,
      gap: { id: 9, closedAt: "2026-01-02T03:04:04.000Z", section: null, isAutomatic: true },
    });
  });

  it.each([
    ["/api/gaps/4711", 404, /^There is no such gap/],
    ["/api/gaps/0", 400, /^The id of a gap/],
    ["/api/gaps/-1", 400, /^The id of a gap/],
    ["/api/gaps/1e3", 400, /^The id of a gap/],
    ["/api/gaps/9999999999999999", 400, /^The id of a gap/],
    ["/api/gaps/..%2fstatus", 400, /^The id of a gap/],
  ])("%s is %i", async (path, status, sentence) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(problemOf(answer)).toMatch(sentence);
  });
});

describe("POST /api/gaps/repair", () => {
  it.each([
    [{ ids: [1, 4] }, { ids: [1, 4] }, true],
    [{ ids: [1], dryRun: false }, { ids: [1] }, false],
    [{ kind: "stale", dryRun: false }, { kind: "stale" }, false],
    [{ kind: "plex-only", reason: "unmapped" }, { kind: "plex-only", reason: "unmapped" }, true],
    [{ section: "Films" }, { section: "Films" }, true],
    [{ all: true }, {}, true],
    [{ all: true, dryRun: false }, {}, false],
  ])("%j", async (body, selection, dryRun) => {
    const answer = await post("/api/gaps/repair", body);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ schema: 1, dryRun });
    expect(gaps.calls).toEqual([["repair", selection, dryRun]]);
  });

  it("answers what is done, and what has to be done by hand", async () => {
    expect((await post("/api/gaps/repair", { section: "Films" })).json()).toEqual({
      schema: 1,
      dryRun: true,
      checked: 4,
      enqueued: 3,
      repairs: { "scan-stash": 1, push: 2, match: 1 },
      left: { "This has to be done by hand.": 1 },
      preview: [
        "Gap 3: Let Stash scan the folder.",
        "Gap 4: Let Plex scan the folder.",
        "Gap 5: Let Plex scan the folder.",
        "Gap 6: Let Plex scan the folder.",
      ],
    });
  });

  it.each([
    [undefined],
    [{}],
    [{ dryRun: false }],
    [{ all: false }],
    [{ all: true, kind: "stale" }],
    [{ ids: [] }],
    [{ ids: ["1"] }],
    [{ ids: [0] }],
    [{ ids: [1.5] }],
    [{ ids: Array.from({ length: 10_001 }, (_, at) => at + 1) }],
    [{ kind: "everything" }],
    [{ kind: ["stale"] }],
    [{ reason: "because" }],
    [{ section: "" }],
    [{ all: true, dryRun: "no" }],
    [{ all: true, force: true }],
    [{ __proto__: { all: true } }],
    [[]],
    ["null"],
    ["[{"],
  ])("refuses %j", async (body) => {
    const answer = await post("/api/gaps/repair", body);
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatch(/^(Say which: |The body is not valid JSON)/);
    expect(gaps.calls).toEqual([]);
  });

  it("is 409 with the reason where nothing can be written to Plex", async () => {
    gaps.problem = "PLEX_TOKEN is not set: nothing is brought to Plex.";
    const answer = await post("/api/gaps/repair", { all: true });
    expect([answer.status, problemOf(answer)]).toEqual([409, gaps.problem]);
  });
});

describe("POST /api/gaps/<id>/repair", () => {
  it.each([
    [undefined, true],
    [{}, true],
    [{ dryRun: true }, true],
    [{ dryRun: false }, false],
  ])("with %j", async (body, dryRun) => {
    const answer = await post("/api/gaps/4/repair", body);
    expect(answer.status).toBe(200);
    expect(gaps.calls).toEqual([["repair", { ids: [4] }, dryRun]]);
  });

  it.each([
    ["/api/gaps/4711/repair", {}, 404, /^There is no such gap/],
    ["/api/gaps/first/repair", {}, 400, /^The id of a gap/],
    ["/api/gaps/4/repair", { dryRun: 0 }, 400, /^The body is/],
    ["/api/gaps/4/repair", { ids: [5] }, 400, /^The body is/],
    ["/api/gaps/9/repair", {}, 409, /closed by itself/],
  ])("%s with %j is %i", async (path, body, status, sentence) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(problemOf(answer)).toMatch(sentence);
    expect(gaps.calls).toEqual([]);
  });

  it("is 409 with the reason where nothing can be written to Plex", async () => {
    gaps.problem = "PLEX_TOKEN is not set: nothing is brought to Plex.";
    const answer = await post("/api/gaps/4/repair");
    expect([answer.status, problemOf(answer)]).toEqual([409, gaps.problem]);
  });
});
