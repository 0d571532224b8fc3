import { beforeEach, describe, expect, it } from "@jest/globals";
import { createTestClock, type TestClock } from "@stash2plex/simulators/test-clock";

import { linkSync, type SyncLink } from "./sync-link.ts";
import type { MessageToSync } from "./sync-messages.ts";

describe("what Plex was answered", () => {
  let clock: TestClock;
  let posted: MessageToSync[];
  let link: SyncLink;

  beforeEach(() => {
    clock = createTestClock();
    posted = [];
    link = linkSync(
      {
        call: () => Promise.resolve(undefined),
        post: (value) => posted.push(value as MessageToSync),
        onMessage: () => () => undefined,
        onRestart: () => () => undefined,
      },
      () => Promise.resolve({ kind: "absent" }),
      clock,
    );
  });

  it("is told once a second at most, the last of each scene", async () => {
    const at = clock.now();
    link.served(1, "a");
    link.served(2, "b");
    link.served(1, "c");
    await clock.advance(999);
    expect(posted).toEqual([]);
    await clock.advance(1);
    const first = { sceneId: 1, digest: "c", at };
    const second = { sceneId: 2, digest: "b", at };
    expect(posted).toEqual([{ kind: "served", scenes: [first, second] }]);
    await clock.advance(5_000);
    expect(posted).toHaveLength(1);
    link.served(1, "d");
    await clock.advance(1_000);
    const next = { sceneId: 1, digest: "d", at: clock.now() - 1_000 };
    expect(posted.slice(1)).toEqual([{ kind: "served", scenes: [next] }]);
  });

  it("is not told any more after the end", async () => {
    link.served(1, "a");
    link.close();
    await clock.advance(5_000);
    expect(posted).toEqual([]);
  });
});
