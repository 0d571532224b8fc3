import { afterEach, describe, expect, it } from "@jest/globals";

import {
  type Answer,
  container,
  createPmsBench,
  empty,
  page,
  type Reply,
} from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";

const bench = createPmsBench();
afterEach(bench.end);

const ours = "tv.plex.agents.custom.stash2plex";
const address = "http://provider:9998";
const path = "/media/providers/metadata";

const provider = (id: number | string, uri: string, identifier = ours) => ({
  id,
  identifier,
  title: "Stash",
  uri,
  agentType: "primary",
  MetadataType: [{ type: 1 }],
  online: true,
});

/** Lists these providers, and answers registrations as said. */
const serverWith =
  (listed: readonly unknown[], registration: Reply): Answer =>
  ({ method }) => {
    if (method === "POST") return registration;
    return method === "GET" ? container({ MetadataAgentProvider: listed }) : empty;
  };

const conflict = page(409, "Conflict");

describe("providers", () => {
  it.each([7, "7"])("are listed; ids come as %j", async (id) => {
    const { client, pms } = await bench.connect(serverWith([provider(id, address)], empty));
    expect(await client.providers()).toEqual([
      { id: 7, identifier: ours, title: "Stash", uri: address, online: true },
    ]);
    expect(pms.asked()).toEqual([`GET ${path}`]);
  });

  it("none are an empty list", async () => {
    const { client } = await bench.connect(() => container({ size: 0 }));
    expect(await client.providers()).toEqual([]);
  });

  it("are updated and removed by id", async () => {
    const { client, pms } = await bench.connect(serverWith([], empty));
    await client.updateProvider(7, address);
    await client.removeProvider(7);
    expect(pms.asked()).toEqual([`PUT ${path}/7`, `DELETE ${path}/7`]);
    expect(pms.received[0]?.query.get("uri")).toBe(address);
  });

  it("are forbidden to be removed while in use", async () => {
    const { client } = await bench.connect(() => page(403, "Forbidden"));
    const error = await failureOf(client.removeProvider(7));
    expect(error).toMatchObject({ code: "forbidden", class: "permanent" });
    expect(error.message).toMatch(/still in use.*take it out of use first/);
  });
});

describe("a registration", () => {
  it("answers the provider that Plex lists", async () => {
    const others = provider(1, "http://other:1", "tv.plex.agents.custom.other");
    const { client, pms } = await bench.connect(
      serverWith([others, provider(7, `${address}/`)], empty),
    );
    expect(await client.registerProvider(address)).toMatchObject({ id: 7, uri: `${address}/` });
    expect(pms.asked()).toEqual([`POST ${path}`, `GET ${path}`]);
    expect(pms.received[0]?.query.get("uri")).toBe(address);
  });

  it("of one that is there already is no fault", async () => {
    const { client, pms } = await bench.connect(serverWith([provider(7, address)], conflict));
    expect((await client.registerProvider(address)).id).toBe(7);
    expect(pms.asked()).toEqual([`POST ${path}`, `GET ${path}`]);
  });

  it("of one that moved tells Plex the new address", async () => {
    const { client, pms } = await bench.connect(
      serverWith([provider(7, "http://old:9998")], conflict),
    );
    expect(await client.registerProvider(address)).toMatchObject({ id: 7, uri: address });
    expect(pms.asked().at(-1)).toBe(`PUT ${path}/7`);
    expect(pms.received.at(-1)?.query.get("uri")).toBe(address);
  });

  it("of one Stash among several goes by the identifier", async () => {
    const listed = [
      provider(7, "http://old:9998"),
      provider(8, "http://older:9998", `${ours}attic`),
    ];
    const { client } = await bench.connect(serverWith(listed, conflict));
    expect(await client.registerProvider(address, { identifier: `${ours}attic` })).toMatchObject({
      id: 8,
      uri: address,
    });
    const error = await failureOf(client.registerProvider(address));
    expect(error).toMatchObject({ code: "conflict", status: 409 });
    expect(error.message).toMatch(/Remove the old one under Settings > Metadata Agents/);
  });

  it("that Plex took and does not list is a fault", async () => {
    const { client } = await bench.connect(serverWith([], empty));
    expect((await failureOf(client.registerProvider(address))).message).toMatch(
      /took the provider and does not list it/,
    );
  });

  it("that Plex refuses says what Plex could not do", async () => {
    const { client } = await bench.connect(serverWith([], page(400, "Bad Request")));
    const error = await failureOf(client.registerProvider(address));
    expect(error.code).toBe("rejected");
    expect(error.message).toMatch(/could not reach or did not understand/);
  });
});

describe("groups of providers", () => {
  const group = (id: number | string, title: string) => ({ id, title, primaryIdentifier: ours });

  it.each(["MetadataAgentProviderGroupItem", "MetadataAgentGroupItem"])(
    "are listed, whatever their items are called: %s",
    async (name) => {
      const listed = { ...group("4", "Stash"), [name]: [{ id: 1, metadataAgentProviderId: 7 }] };
      const { client, pms } = await bench.connect(() =>
        container({ MetadataAgentProviderGroup: [listed] }),
      );
      expect(await client.providerGroups()).toEqual([
        { id: 4, title: "Stash", primaryIdentifier: ours },
      ]);
      expect(pms.asked()).toEqual([`GET ${path}/group`]);
    },
  );

  it("that are created are the newest of their name", async () => {
    const listed = [group(4, "Stash"), group(6, "Stash"), group(9, "Other")];
    const { client, pms } = await bench.connect(({ method }) =>
      method === "POST" ? { body: "{broken" } : container({ MetadataAgentProviderGroup: listed }),
    );
    expect((await client.createProviderGroup("Stash", ours)).id).toBe(6);
    expect(pms.received[0]?.query.get("primaryIdentifier")).toBe(ours);
    await client.removeProviderGroup(6);
    expect(pms.asked().at(-1)).toBe(`DELETE ${path}/group/6`);
  });

  it("that Plex took and does not list are a fault", async () => {
    const { client } = await bench.connect(({ method }) =>
      method === "POST" ? empty : container({}),
    );
    expect((await failureOf(client.createProviderGroup("Stash", ours))).code).toBe("server-error");
  });
});
