import { describe, expect, it } from "@jest/globals";
import { type Logger, silentLogger } from "@stash2plex/shared/log";

import { logAccess } from "./first-screen.ts";

function infosOf(settings: Parameters<typeof logAccess>[1]): string[] {
  const infos: string[] = [];
  const logger: Logger = { ...silentLogger, info: (event) => infos.push(event) };
  logAccess(logger, settings);
  return infos;
}

describe("the first screen says that /api is open", () => {
  it.each([
    [null, null, 1],
    [null, "0.0.0.0", 1],
    [null, "127.0.0.1", 0],
    ["token-of-somebody", "0.0.0.0", 0],
  ])("with API_TOKEN %s and HOST %s: %i line", (apiToken, host, lines) => {
    const infos = infosOf({ apiToken, host });
    expect(infos).toHaveLength(lines);
    for (const info of infos) expect(info).toMatch(/\/api .* open to everybody .* Set API_TOKEN/);
  });
});
