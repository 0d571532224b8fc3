import { describe, expect, it } from "@jest/globals";

import { createPluginLogger } from "./plugin-logger.js";

describe("the log", () => {
  const lines: string[] = [];
  const logger = createPluginLogger({
    write: (level, text) => lines.push(`${level} ${text}`),
    detailed: false,
    hidesPaths: false,
    secrets: ["s3cret-token", ""],
  });

  it("never holds a token, also within fields and errors", () => {
    logger.warn("refused s3cret-token", {
      url: "http://x/?t=s3cret-token",
      error: new Error("s3cret-token"),
    });
    logger.child({ token: "s3cret-token" }).debug("said");
    expect(lines.join()).not.toContain("s3cret-token");
    expect(lines).toEqual([
      "warning refused *** (url=http://x/?t=***, error=***)",
      "debug said (token=***)",
    ]);
  });
});
