import { describe, expect, it } from "@jest/globals";
import { launchersOf, watchLaunchers } from "./launchers.mjs";

const table = (rows) => (pid) => rows[pid] && { parent: rows[pid][0], commandLine: rows[pid][1] };

describe("the processes that launched this one", () => {
  it("are npx, pnpm and their shells, and not the user's own shell", () => {
    const info = table({
      14: [13, "sh -c node scripts/start.mjs"],
      13: [12, "node /cache/node_modules/.bin/pnpm start"],
      12: [11, "sh -c 'pnpm' start"],
      11: [10, "npm exec pnpm@10.34.9 start"],
      10: [1, "bash -c make tea"],
    });
    expect(launchersOf(14, info)).toEqual([14, 13, 12, 11]);
  });

  it("are none when a person starts the script", () => {
    expect(launchersOf(10, table({ 10: [1, "-bash"] }))).toEqual([]);
    expect(launchersOf(10, table({ 10: [9, "sh -c node x"], 9: [1, "/sbin/init"] }))).toEqual([]);
  });

  it("are none where processes cannot be listed", () => {
    expect(launchersOf(10, () => undefined)).toEqual([]);
  });
});

describe("the watch over them", () => {
  it("tells once when one of them has ended", async () => {
    const living = new Set([1, 2]);
    let calls = 0;
    await new Promise((resolve) => {
      const keepAlive = setInterval(() => living.delete(2), 5);
      watchLaunchers(
        [1, 2],
        () => {
          calls += 1;
          clearInterval(keepAlive);
          resolve(undefined);
        },
        { alive: (pid) => living.has(pid), everyMs: 1 },
      );
    });
    expect(calls).toBe(1);
  });
});
