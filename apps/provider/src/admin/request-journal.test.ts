import { Writable } from "node:stream";

import { describe, expect, it } from "@jest/globals";

import { createLogging } from "../logging/logger.ts";
import { createRedact } from "../logging/redaction.ts";
import { withRequestId } from "../logging/request-id.ts";
import type { AnsweredRequest } from "../plex-routes/plex-route.ts";
import { createRequestJournal } from "./request-journal.ts";

const matched: AnsweredRequest = {
  id: "a1-1",
  route: "match",
  method: "POST",
  status: 200,
  outcome: "matched",
  ms: 1.26,
  details: {
    filename: "Alps/Dawn secret-canary.mp4",
    title: "Dawn",
    rung: "whole name",
    sceneId: 12,
    explanation: () => ["never in the line"],
  },
};
const refused: AnsweredRequest = {
  id: "a1-2",
  route: "match",
  method: "POST",
  status: 503,
  outcome: "unconfirmed",
  ms: 0,
  details: { filename: "Alps/Dusk.mp4", reason: "Stash did not answer within 10 s." },
};
const listed: AnsweredRequest = {
  id: "a1-3",
  route: "extras",
  method: "GET",
  status: 200,
  outcome: "empty",
  ms: 0.04,
  details: { sceneId: 12 },
};

async function lines(format: "json" | "pretty"): Promise<string> {
  const chunks: string[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  const now = (): number => new Date(2026, 0, 2, 3, 4, 5).getTime();
  const redact = createRedact(["secret-canary"]);
  const logging = createLogging({ level: "info", format, output, redact, now });
  const journal = createRequestJournal({ logger: logging.logger, clock: { now } });
  for (const answered of [matched, refused, listed]) {
    withRequestId(answered.id, () => journal.record(answered));
  }
  await logging.close();
  return chunks.join("");
}

describe("the log line of a request", () => {
  it("is one line with outcome, rung and request id", async () => {
    expect(await lines("pretty")).toBe(
      [
        '03:04:05 info  Plex asked for a match route=match method=POST status=200 outcome=matched ms=1.3 filename="Alps/Dawn ***.mp4" title=Dawn rung="whole name" sceneId=12 request=a1-1',
        '03:04:05 warn  Plex asked for a match route=match method=POST status=503 outcome=unconfirmed ms=0 filename=Alps/Dusk.mp4 reason="Stash did not answer within 10 s." request=a1-2',
        "03:04:05 info  Plex asked route=extras method=GET status=200 outcome=empty ms=0 sceneId=12 request=a1-3",
        "",
      ].join("\n"),
    );
  });

  it("is one JSON object when that is wanted", async () => {
    const objects = (await lines("json"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(objects).toHaveLength(3);
    expect(objects[0]).toEqual({
      time: new Date(2026, 0, 2, 3, 4, 5).toISOString(),
      level: "info",
      event: "Plex asked for a match",
      requestId: "a1-1",
      route: "match",
      method: "POST",
      status: 200,
      outcome: "matched",
      ms: 1.3,
      filename: "Alps/Dawn ***.mp4",
      title: "Dawn",
      rung: "whole name",
      sceneId: 12,
    });
  });
});
