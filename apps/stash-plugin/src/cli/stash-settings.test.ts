import { afterEach, describe, expect, it } from "@jest/globals";
import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary } from "@stash2plex/simulators/library";

import { readSettingsInStash } from "./stash-settings.js";

let stash: FakeStash | null = null;

afterEach(async () => {
  await stash?.close();
  stash = null;
});

const read = async (plugins: Record<string, unknown>) => {
  stash = await startFakeStash({ library: createLibrary({ seed: 1, scenes: 1 }), plugins });
  const access = { url: stash.url, apiKey: null, cookie: null };
  return (await readSettingsInStash(access, 5_000)).settings;
};

describe("settings of the two packages", () => {
  const Stash2Plex = { provider_url: "http://nas:9998", plex_url: "http://plex:32400" };

  it("take over what the other one has", async () => {
    expect(await read({ Stash2Plex })).toEqual(Stash2Plex);
  });

  it("of this one win, but for boxes that are empty", async () => {
    const Stash2PlexCli = { plex_url: "", plex_token: "abcdefghij" };
    expect(await read({ Stash2Plex, Stash2PlexCli })).toEqual({
      ...Stash2Plex,
      plex_token: "abcdefghij",
    });
  });

  it("say by an empty address of the provider that there is none", async () => {
    const Stash2PlexCli = { provider_url: "" };
    expect(await read({ Stash2Plex, Stash2PlexCli })).toMatchObject({ provider_url: "" });
  });
});
