import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "@jest/globals";

import { adoptByProvider } from "./adopt-by-provider.js";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** As the provider's routes answer; apps/provider/src/admin/reconcile-routes.test.ts holds them to it. */
const job = {
  id: 7,
  name: "adopt",
  of: "Films",
  dryRun: true,
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: null,
  problem: null,
  report: null,
};
const row = {
  itemId: 1,
  file: "/data/media/Rivers.mp4",
  title: "Rivers",
  sceneId: 3,
  reason: "mapped path: a rule gives the scene's path",
  outcome: "would-match",
};
const ended = {
  ...job,
  endedAt: "2026-01-01T00:00:09.000Z",
  report: {
    counts: { "would-match": 1_200, left: 34 },
    rungs: { "mapped path": 1_200 },
    rows: [row],
  },
};
const goesOn = { status: 202, body: { schema: 1, job } };
const stillGoesOn = {
  status: 200,
  body: { schema: 1, job, progress: { checked: 4, total: 9, chosen: 2 } },
};
const isDone = { status: 200, body: { schema: 1, job: ended, progress: null } };

let server: Server | null = null;
const asked: string[] = [];

const start = async (answers: readonly Answer[]): Promise<string> => {
  asked.length = 0;
  const left = [...answers];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = "", url = "", headers } = request;
      asked.push([method, url, headers.authorization ?? "-", body].join(" ").trim());
      const next = left.shift();
      if (next === undefined) return;
      response.writeHead(next.status, { "content-type": "application/json" });
      response.end(JSON.stringify(next.body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

afterEach(async () => {
  if (server === null) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  server = null;
});

const question = { section: "Films", dryRun: true };
const never = new AbortController().signal;

describe("adopting by the provider", () => {
  it("takes the report of a run that ended at once", async () => {
    const url = await start([{ status: 200, body: { schema: 1, job: ended } }]);
    await expect(adoptByProvider({ url, token: "t0ken" }, question, never)).resolves.toEqual({
      rows: [row],
      total: 1_234,
    });
    expect(asked).toEqual([`POST /api/adopt Bearer t0ken ${JSON.stringify(question)}`]);
  });

  it("waits for the end of a run that takes longer", async () => {
    const url = await start([goesOn, stillGoesOn, isDone]);
    const findings = await adoptByProvider({ url, token: "" }, { ...question, limit: 9 }, never);
    expect(findings.total).toBe(1_234);
    expect(asked).toEqual([
      `POST /api/adopt - ${JSON.stringify({ ...question, limit: 9 })}`,
      "GET /api/reconcile/7?wait=10000 -",
      "GET /api/reconcile/7?wait=10000 -",
    ]);
  });

  it.each([
    [
      "another run",
      [{ status: 409, body: { error: { status: 409, message: "Another run is going on." } } }],
      "The provider refused (status 409): Another run is going on.",
    ],
    ["a wrong token", [{ status: 401, body: {} }], "API_TOKEN"],
    [
      "a run that fails later",
      [
        goesOn,
        {
          status: 200,
          body: { schema: 1, job: { ...ended, problem: "No section Films.", report: null } },
        },
      ],
      "No section Films.",
    ],
    [
      "a restart meanwhile",
      [
        goesOn,
        {
          status: 404,
          body: { error: { status: 404, message: "The provider was started anew." } },
        },
      ],
      "The provider was started anew.",
    ],
    ["another program", [{ status: 200, body: "hello" }], "of another version"],
  ] as const)("says what is wrong: %s", async (_name, answers, sentence) => {
    const url = await start(answers);
    await expect(adoptByProvider({ url, token: "" }, question, never)).rejects.toThrow(sentence);
  });

  it("names the setting when nothing answers", async () => {
    const url = await start([]);
    server?.close();
    server?.closeAllConnections();
    server = null;
    await expect(adoptByProvider({ url, token: "" }, question, never)).rejects.toThrow(
      "provider_url",
    );
  });

  it("ends the waiting, not the run, when it is told to stop", async () => {
    const url = await start([goesOn]);
    const stop = new AbortController();
    const run = adoptByProvider({ url, token: "" }, question, stop.signal);
    const isWaiting = new Promise<void>((resolve) =>
      server?.on("request", ({ method }) => method === "GET" && resolve()),
    );
    await isWaiting;
    stop.abort();
    await expect(run).rejects.toThrow("The run goes on in the provider");
  });
});
