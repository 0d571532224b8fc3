import { describe, expect, it } from "@jest/globals";
import type { Logger } from "@stash2plex/shared/log";

import { holdBack } from "./held-back-logger.ts";

describe("holdBack", () => {
  it("lets only trouble through until it is released", () => {
    const events: string[] = [];
    const write = (event: string): void => {
      events.push(event);
    };
    const inner: Logger = {
      debug: write,
      info: write,
      warn: write,
      error: write,
      child: () => inner,
    };
    const held = holdBack(inner);
    const child = held.logger.child({ part: "plex" });
    child.debug("debug before");
    child.info("info before");
    child.warn("warn");
    child.error("error");
    held.release();
    child.debug("debug after");
    held.logger.info("info after");
    expect(events).toEqual(["warn", "error", "debug after", "info after"]);
  });
});
