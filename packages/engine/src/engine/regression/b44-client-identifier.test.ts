import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import { openStore } from "../../store/open-store.ts";
import { clientIdentifierOf } from "../client-identifier.ts";

it("B44: Plex is told the same identity after each start, so it announces a device once", () => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-identity-"));
  let made = 0;
  const identityAfterStart = (): string => {
    const file = join(folder, "stash2plex.db");
    const store = openStore({ file, logger: silentLogger, clock: systemClock });
    try {
      return clientIdentifierOf(store, () => `identity-${(made += 1)}`);
    } finally {
      store.close();
    }
  };
  try {
    expect([1, 2, 3].map(identityAfterStart)).toEqual(["identity-1", "identity-1", "identity-1"]);
    expect(made).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
