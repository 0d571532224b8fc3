import { createHash } from "node:crypto";

import { afterEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { PROVIDER_IDENTIFIER as identifier } from "@stash2plex/shared/plex";
import { createPmsClient, type PmsClient, type PmsNotification } from "@stash2plex/shared/pms";

import { startTinyProvider } from "../fake-pms/tiny-provider.ts";
import type { PmsServerOptions } from "./options.ts";
import type { PmsServer } from "./pms-server.ts";
import { createStages, OWL_FILE, OWL_GUID } from "./test-stage.ts";

const stages = createStages();
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await stages.stop();
});

function connect({ url, token }: PmsServer): PmsClient {
  const client = createPmsClient({
    url,
    token,
    clientIdentifier: "tests",
    version: "1.0.0",
    clock: systemClock,
    logger: silentLogger,
    random: () => 0,
  });
  cleanups.push(() => client.close());
  return client;
}

const picture = Uint8Array.from([0xff, 0xd8, 0xff, 7]);

/** Both readings of what nobody has seen: the client must come through either. */
const readings: readonly [name: string, options: PmsServerOptions][] = [
  ["by default", {}],
  [
    "in the other readings",
    {
      indexedTags: "add",
      addAndRemoveTogether: "both",
      artworkLocks: false,
      dateFilter: "from",
      tellsTotal: false,
      providerIds: "text",
      groupItems: "MetadataAgentGroupItem",
      eventIds: "number",
      providersNeedQueryToken: false,
      missingRoutes: [
        "GET /library/metadata/{id}/matches",
        "GET /library/sections/{key}/refresh",
        "GET /library/sections",
        "GET /:/websockets/notifications",
        "POST /library/sections/all",
      ],
    },
  ],
];

describe.each(readings)("our client of Plex, %s", (_name, options) => {
  it("sets up a provider, matches, edits, uploads and listens, without a breach", async () => {
    const { pms, owl } = await stages.start(options);
    const provider = await startTinyProvider({ [OWL_FILE]: 12 });
    cleanups.push(() => provider.stop());
    const client = connect(pms);
    const told: PmsNotification[] = [];
    const subscription = client.subscribe((notification) => void told.push(notification));
    await until(() => told.some(({ kind }) => kind === "connected"));

    expect(await client.identity()).toMatchObject({ claimed: true });
    const registered = await client.registerProvider(provider.url);
    expect(await client.registerProvider(provider.url)).toEqual(registered);
    const group = await client.createProviderGroup("Ours", identifier);
    await client.assignSection("1", { identifier, providerGroupId: group.id });
    expect(await client.sections()).toMatchObject([{ agent: identifier, providerGroupId: 3 }]);

    expect(await client.matchCandidates(owl.id)).toMatchObject([{ guid: OWL_GUID }]);
    await client.match(owl.id, { guid: OWL_GUID, name: "Scene 12" });
    await until(() => told.some(({ kind }) => kind === "refresh-ended"));
    const since = pms.item(owl.id).addedAt;
    const listed = [];
    for await (const page of client.sectionItems("1", { addedSince: since, pageSize: 1 })) {
      listed.push(...page.items);
    }
    expect(listed.map(({ title }) => title)).toEqual(["Scene 12", "Heron"]);

    const tag = "Night, 100% & more";
    await client.edit("1", owl.id, {
      lock: false,
      scalars: { summary: "A nest.", studio: "River" },
      tags: { genre: { add: ["Lake", tag], remove: ["Birds"] }, actor: { add: [], remove: [] } },
      actors: [{ name: "Ada", role: "Herself" }],
    });
    await client.edit("1", owl.id, { lock: true, tags: { genre: { add: [], remove: [tag] } } });
    await client.setLocks("1", owl.id, { title: true });
    await client.rate(owl.id, 8);
    await client.uploadArt(owl.id, "poster", picture);
    await client.setLocks("1", owl.id, { thumb: false });
    const sha1 = createHash("sha1").update(picture).digest("hex");
    const ratingKey = `upload://posters/${sha1}`;
    expect(await client.artList(owl.id, "poster")).toEqual([
      { ratingKey, selected: true, uploadSha1: sha1 },
    ]);
    await client.selectArt(owl.id, "poster", ratingKey);
    const item = (await client.items([owl.id, 99_999])).get(owl.id);
    expect(item).toMatchObject({
      scalars: { title: "Scene 12", summary: "A nest.", studio: "River" },
      tags: { genre: ["Lake"] },
      roles: [{ name: "Ada", role: "Herself", thumb: null }],
      userRating: 8,
      locked: new Set(
        options.artworkLocks === false ? ["genre", "title"] : ["genre", "title", "thumb"],
      ),
    });

    pms.addFile("/data/films/new/Otter.mp4");
    await client.scan("1", "/data/films/new");
    await until(() => told.some(({ kind }) => kind === "scan-ended"));
    expect(pms.items()).toHaveLength(3);
    await client.unmatch(owl.id);
    await client.createSection({ name: "New", locations: ["/new"], agent: "tv.plex.agents.movie" });
    expect(pms.violations()).toEqual([]);
    subscription.close();
  });
});

/** Waits for what a notification brings. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
