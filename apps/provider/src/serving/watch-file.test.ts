import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { WATCH_EVERY_MS, watchSettingsFile } from "./watch-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-watch-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("watchSettingsFile", () => {
  it("tells of a file that is made, written and removed, until it is ended", async () => {
    const file = join(folder, "stash2plex.yaml");
    let told = (): void => undefined;
    let count = 0;
    const onChange = (): void => {
      count += 1;
      told();
    };
    const changed = (): Promise<void> =>
      new Promise((resolve) => {
        told = resolve;
      });
    const clock = createTestClock();
    const end = watchSettingsFile(file, clock, onChange);
    for (const change of [
      () => writeFileSync(file, "adult: always\n"),
      () => writeFileSync(file, "adult: when-asked\n"),
      () => rmSync(file),
    ]) {
      const next = changed();
      change();
      await clock.advance(WATCH_EVERY_MS);
      await next;
    }
    end();
    expect(count).toBe(3);
  });
});
