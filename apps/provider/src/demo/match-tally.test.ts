import { describe, expect, it } from "@jest/globals";
import type { LogFields, Logger } from "@stash2plex/shared/log";

import { createMatchTally } from "./match-tally.ts";

function recordingLogger() {
  const lines: [string, LogFields | undefined][] = [];
  const write = (event: string, fields?: LogFields) => {
    lines.push([event, fields]);
  };
  const logger: Logger = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    child: () => logger,
  };
  return { logger, lines };
}

describe("createMatchTally", () => {
  it("notes outcome and rung of each match, and passes every line on", () => {
    const { logger, lines } = recordingLogger();
    const tally = createMatchTally(logger);
    const plex = tally.logger.child({ part: "plex" });
    plex.info("Plex asked", {
      route: "match",
      outcome: "matched",
      rung: "whole name",
      filename: "a/b.mp4",
    });
    plex.info("Plex asked", { route: "match", outcome: "no-match", filename: "c.mp4" });
    plex.info("Plex asked", { route: "metadata", outcome: "served", filename: "d.mp4" });
    plex.warn("Something else");
    expect(tally.note("a/b.mp4")).toEqual({ outcome: "matched", rung: "whole name" });
    expect(tally.note("c.mp4")).toEqual({ outcome: "no-match", rung: null });
    expect(tally.note("d.mp4")).toBeUndefined();
    expect(lines.length).toBe(4);
  });
});
