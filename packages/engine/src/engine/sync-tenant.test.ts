import { join } from "node:path";

import { expect, it } from "@jest/globals";
import { defaultItemSettings } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";

import { createMemoryPms } from "../../test/memory-pms.ts";
import { createMirrorFixture } from "../../test/mirror-fixture.ts";
import { policyOf } from "../../test/plan-fixture.ts";
import { compareEverything } from "../gaps/index.ts";
import { defaultMatchSettings } from "../matching/match-settings.ts";
import { createServedRecords } from "../reconcile/index.ts";
import type { MessageToSync, SyncThreadData } from "./sync-messages.ts";
import { openSyncTenant } from "./sync-tenant.ts";

it("The thread that writes keeps what the main thread served, and cancels a reconcile", async () => {
  const base = createMirrorFixture();
  const { clock, stash, store, mirror } = base;
  const data: SyncThreadData = {
    plex: { url: "http://plex", token: "t", clientIdentifier: "c", version: "1" },
    offReason: null,
    settings: {
      policy: policyOf(),
      item: defaultItemSettings,
      match: defaultMatchSettings,
      pathRules: [],
      sections: [],
      maxEditsPerSecond: 10,
      retries: 5,
      deadLetterDays: 30,
      gaps: compareEverything,
    },
    workerId: "test",
    lockFile: join(base.folder, "worker.lock"),
    doorbell: false,
    plexFollowIntervalMs: 60_000,
    pipeline: "p1",
    pictureBase: null,
  };
  const tenant = openSyncTenant(
    { store, mirror, api: stash.api, logger: silentLogger, data, post: () => undefined },
    {
      clock,
      random: () => 0.5,
      connect: () => createMemoryPms(clock).client,
      pictureUrl: () => () => "",
    },
  );
  const receive = (message: MessageToSync): void => {
    tenant.receive(message);
  };
  const served = createServedRecords(store.db);
  receive({ kind: "served", scenes: [{ sceneId: 1, digest: "a", at: 1 }] });
  receive({
    kind: "served",
    scenes: [
      { sceneId: 1, digest: "b", at: 2 },
      { sceneId: 2, digest: "c", at: 2 },
    ],
  });
  expect([1, 2, 3].map((id) => served.digest(id))).toEqual(["b", "c", null]);

  const none = new AbortController().signal;
  const cancel = (): Promise<unknown> => tenant.call("sync.cancelReconcile", [], none);
  expect(await cancel()).toBe(false);
  const run = tenant.call("sync.reconcile", [{ kind: "all" }, { dryRun: false }], none);
  expect(await cancel()).toBe(true);
  await expect(run).rejects.toThrow("It was cancelled.");
  expect(await cancel()).toBe(false);
  await tenant.stop();
  await base.dispose();
});
