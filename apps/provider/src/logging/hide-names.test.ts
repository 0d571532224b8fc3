import { Writable } from "node:stream";

import { describe, expect, it } from "@jest/globals";

import { createRequestJournal } from "../admin/request-journal.ts";
import { createHideNames } from "./hide-names.ts";
import { createLogging } from "./logger.ts";

const hide = createHideNames("salt");
const coded = /\(name [0-9a-f]{8}\)/;

describe("names in sentences", () => {
  it.each([
    ["/data/media/Alps/Dawn at the Lake.mp4 is not there", /^\(name \w+\) is not there$/],
    ["Copy C:\\Media\\Dawn.mkv, then go on", /^Copy \(name \w+\), then go on$/],
    ["The folder /data/media is empty", /^The folder \(name \w+\) is empty$/],
    ["Alps/Dawn.mp4: no match", /^\(name \w+\): no match$/],
    [
      'Plex lists 3 items of "Lectures", where it had 9',
      /^Plex .* of "\(name \w+\)", where it had 9$/,
    ],
  ])("%s", (sentence, expected) => {
    expect(hide.text(sentence)).toMatch(expected);
  });

  it.each([
    "Stash answers at http://stash:9999/graphql with 200",
    "Copied Stash for the first time: 1234 scenes, 1300 files, 4.5 s",
    "A page of 500/1000 took 1.25 s",
  ])("%s stays", (sentence) => {
    expect(hide.text(sentence)).toBe(sentence);
  });

  it("the same name has the same code in one run, and another one in the next", () => {
    const line = "The folder /data/media is empty";
    expect(hide.text(line)).toBe(hide.text(line));
    expect(createHideNames("other").text(line)).not.toBe(hide.text(line));
  });
});

describe("L17: with LOG_HIDE_NAMES no path, title or person is in any line", () => {
  const canary = /canary/i;

  function log(
    format: "json" | "pretty",
    write: (logger: ReturnType<typeof createLogging>["logger"]) => void,
  ) {
    const chunks: string[] = [];
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk.toString());
        done();
      },
    });
    const logging = createLogging({
      level: "debug",
      format,
      output,
      redact: (text) => text,
      hide,
      now: () => 0,
    });
    write(logging.logger);
    return logging.close().then(() => chunks.join(""));
  }

  it.each(["json", "pretty"] as const)("as %s", async (format) => {
    const path = "/data/Canary Films/Canary One.mp4";
    const cause = new Error(`ENOENT: no such file, open '${path}'`);
    const text = await log(format, (logger) => {
      logger.info(`Plex was asked to scan ${path}`, {
        path,
        title: "Canary",
        performers: ["Canary A"],
      });
      logger.debug("Match decided", {
        filename: "Canary/One.mp4",
        explanation: "base name: canary",
      });
      logger.warn('A scene named "Canary" could not be brought to Plex', {
        problem: `No ${path} there`,
      });
      logger.error("Work failed", { error: new Error(`Scene "Canary": ${path}`, { cause }) });
      logger.child({ scene: { title: "Canary", studio: { name: "Canary Ltd" } } }).info("Compared");
      createRequestJournal({ logger, clock: { now: () => 0 } }).record({
        id: "id-1",
        route: "match",
        method: "POST",
        status: 200,
        outcome: "matched",
        ms: 3,
        details: { filename: "Canary/One.mp4", title: "Canary", rung: "base name", sceneId: 12 },
      });
    });
    expect(text).not.toMatch(canary);
    expect(text).toMatch(coded);
    // What helps to find a fault is still there.
    for (const kept of ["Plex asked for a match", "base name", "12", "matched", "ENOENT"]) {
      expect(text).toContain(kept);
    }
  });
});
