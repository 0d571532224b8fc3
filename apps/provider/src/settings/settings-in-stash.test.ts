import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { StashError } from "@stash2plex/shared/stash";

import { KEPT_FILE, settingsInStash } from "./settings-in-stash.ts";

describe("settings that are kept in Stash", () => {
  let folder: string;
  const stash = (settings: Record<string, unknown>) => ({
    pluginSettings: (id: string) => Promise.resolve(id === "Stash2Plex" ? settings : {}),
  });
  const away = {
    pluginSettings: () => Promise.reject(new StashError("unreachable", "Nobody answers.")),
  };
  const read = (api: typeof away | ReturnType<typeof stash>) => settingsInStash(api, folder, 1_000);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stash2plex-in-stash-"));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  it("are those of the last time while Stash is away", async () => {
    const first = await read(stash({ plex_url: "http://plex:32400", max_tags: 20 }));
    expect(first.values.get("plexUrl")?.raw).toBe("http://plex:32400");
    const second = await read(away);
    expect([...second.values]).toEqual([...first.values]);
  });

  it("are forgotten when Stash says that they are gone", async () => {
    await read(stash({ plex_url: "http://plex:32400" }));
    await read(stash({}));
    expect((await read(away)).values.size).toBe(0);
  });

  it("are none where Stash was never asked, or the file is damaged", async () => {
    expect((await read(away)).values.size).toBe(0);
    writeFileSync(join(folder, KEPT_FILE), '[["plexUrl", 7], "rubbish"');
    expect((await read(away)).values.size).toBe(0);
  });

  it("lie in a file that nobody else can read", async () => {
    await read(stash({ plex_token: "canary-token-0123456789" }));
    expect(existsSync(join(folder, KEPT_FILE))).toBe(true);
    expect(statSync(join(folder, KEPT_FILE)).mode & 0o077).toBe(0);
  });
});
