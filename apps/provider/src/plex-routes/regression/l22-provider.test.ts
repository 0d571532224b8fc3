import { PassThrough } from "node:stream";

import { afterEach, describe, expect, it } from "@jest/globals";
import type { Logger } from "@stash2plex/shared/log";

import { type Harness, startHarness } from "../../../test/plex-harness.ts";
import { createLogging } from "../../logging/logger.ts";

const levels = ["error", "warn", "info", "debug"] as const;

/** What was wrong with the provider of v1 (docs/v1-parity.md). */
describe("L22: the provider", () => {
  let harness: Harness | null = null;

  const start = async (logger?: Logger): Promise<Harness> => {
    harness = await startHarness(logger === undefined ? {} : { logger });
    return harness;
  };
  const match = ({ ask }: Harness, body: string) =>
    ask("/library/metadata/matches", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });

  afterEach(async () => {
    await harness?.close();
    harness = null;
  });

  it.each(levels)("answers a match when it logs at the level %s", async (level) => {
    const logging = createLogging({
      level,
      format: "json",
      output: new PassThrough().resume(),
      redact: (text) => text,
      now: () => 0,
    });
    const answer = await match(
      await start(logging.logger),
      '{"type":1,"filename":"Alps/Dawn.mp4"}',
    );
    await logging.close();
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ MediaContainer: { size: 1 } });
  });

  it("refuses a list as a body in words, and does not fail", async () => {
    const answer = await match(await start(), '[{"type":1}]');
    expect(answer.status).toBe(400);
    expect(answer.json()).toBeInstanceOf(Object);
  });

  it("has an identifier with the prefix that Plex asks for", async () => {
    const { ask } = await start();
    expect((await ask("/")).json()).toMatchObject({
      MediaProvider: { identifier: "tv.plex.agents.custom.stash2plex" },
    });
  });
});
