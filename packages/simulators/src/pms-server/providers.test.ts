import { afterEach, describe, expect, it } from "@jest/globals";
import { PROVIDER_IDENTIFIER as identifier } from "@stash2plex/shared/plex";

import { startTinyProvider } from "../fake-pms/tiny-provider.ts";
import { createStages, type Stage } from "./test-stage.ts";
import type { PmsServerOptions } from "./options.ts";

const stages = createStages();
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  await stages.stop();
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const PROVIDERS = "/media/providers/metadata";
const GROUPS = `${PROVIDERS}/group`;

async function stage(options?: PmsServerOptions) {
  const made: Stage = await stages.start(options);
  const provider = await startTinyProvider({});
  cleanups.push(() => provider.stop());
  const ask = (method: string, path: string, query: Readonly<Record<string, string>> = {}) =>
    made.call.send(method, path, {
      query: Object.entries({ ...query, "X-Plex-Token": made.pms.token }),
    });
  const list = async (path: string) =>
    (JSON.parse((await ask("GET", path)).text) as { MediaContainer: object }).MediaContainer;
  return { ...made, provider, ask, list };
}

describe("registered providers", () => {
  it("go from the address to the section", async () => {
    const { ask, list, pms, provider } = await stage();
    expect((await ask("POST", PROVIDERS, { uri: provider.url })).status).toBe(200);
    expect(await list(PROVIDERS)).toMatchObject({
      MetadataAgentProvider: [{ id: 1, identifier, uri: provider.url, online: true }],
    });
    expect((await ask("POST", PROVIDERS, { uri: provider.url })).status).toBe(409);
    expect(
      (await ask("POST", GROUPS, { title: "Ours", primaryIdentifier: identifier })).status,
    ).toBe(200);
    expect(await list(GROUPS)).toMatchObject({
      MetadataAgentProviderGroup: [
        {
          id: 3,
          title: "Ours",
          MetadataAgentProviderGroupItem: [{ metadataAgentProviderId: 1, order: 1_000 }],
        },
      ],
    });
    expect(
      (await ask("PUT", "/library/sections/1", { metadataAgentProviderGroupId: "3" })).status,
    ).toBe(400);
    await ask("PUT", "/library/sections/1", {
      agent: identifier,
      metadataAgentProviderGroupId: "3",
    });
    expect(await list("/library/sections")).toMatchObject({
      Directory: [{ key: "1", agent: identifier, metadataAgentProviderGroupId: 3 }],
    });
    expect((await ask("DELETE", `${PROVIDERS}/1`)).status).toBe(403);
    expect((await ask("DELETE", `${GROUPS}/3`)).status).toBe(403);
    expect(pms.violations()).toEqual([]);
  });

  it("are refused when nobody answers, and read again at another address", async () => {
    const { ask, list, provider } = await stage();
    expect((await ask("POST", PROVIDERS, { uri: "http://127.0.0.1:9" })).status).toBe(400);
    await ask("POST", PROVIDERS, { uri: provider.url });
    const moved = await startTinyProvider({}, () => undefined, "/movie");
    cleanups.push(() => moved.stop());
    expect((await ask("PUT", `${PROVIDERS}/1`, { uri: moved.url })).status).toBe(200);
    expect(await list(PROVIDERS)).toMatchObject({ MetadataAgentProvider: [{ uri: moved.url }] });
    expect((await ask("DELETE", `${PROVIDERS}/1`)).status).toBe(200);
    expect(await list(PROVIDERS)).toEqual({ size: 0 });
  });

  it.each([
    [true, 401],
    [false, 200],
  ])("need the token in the query (%s)", async (providersNeedQueryToken, status) => {
    const { call } = await stage({ providersNeedQueryToken });
    expect((await call.send("GET", PROVIDERS)).status).toBe(status);
  });

  it("have ids as text in the other reading", async () => {
    const { ask, list, provider } = await stage({
      providerIds: "text",
      groupItems: "MetadataAgentGroupItem",
    });
    await ask("POST", PROVIDERS, { uri: provider.url });
    await ask("POST", GROUPS, { title: "Ours", primaryIdentifier: identifier });
    expect(await list(GROUPS)).toMatchObject({
      MetadataAgentProviderGroup: [
        { id: "3", MetadataAgentGroupItem: [{ metadataAgentProviderId: "1" }] },
      ],
    });
  });
});

describe("a new section", () => {
  it("is made by the form that works on 1.43.4, and the documented one is 404", async () => {
    const { ask, pms } = await stage();
    const query = {
      name: "New",
      agent: "tv.plex.agents.movie",
      language: "en-US",
      scanner: "Plex Movie",
    };
    const documented = await ask("POST", "/library/sections/all", {
      ...query,
      type: "1",
      locations: "/new",
    });
    expect(documented.status).toBe(404);
    await ask("POST", "/library/sections", { ...query, type: "movie", location: "/new" });
    expect(pms.sections().at(-1)).toMatchObject({
      key: "2",
      title: "New",
      locations: [{ path: "/new" }],
    });
    expect(pms.violations()).toEqual([]);
  });
});
