import { afterEach, describe, expect, it } from "@jest/globals";
import { fetch } from "undici";

import {
  canaryToken,
  clientFor,
  container,
  createPmsBench,
  empty,
  routes,
} from "../../../test/plex/canned-pms.ts";

const bench = createPmsBench();
afterEach(bench.end);

const sections = container({ size: 0 });
const identity = container({ size: 0, claimed: true, machineIdentifier: "abc", version: "1.43.4" });

describe("what every request carries", () => {
  it("the token in the header, JSON wanted, and one identity", async () => {
    const { client, pms } = await bench.connect(() => sections);
    await client.sections();
    expect(pms.received[0]).toMatchObject({
      rawQuery: "",
      headers: {
        accept: "application/json",
        "x-plex-token": canaryToken,
        "x-plex-client-identifier": "stash2plex-test",
        "x-plex-product": "Stash2Plex",
        "x-plex-version": "1.2.3",
      },
    });
  });

  it("no token to ask who a server is", async () => {
    const { client, pms } = await bench.connect(() => identity);
    expect(await client.identity()).toEqual({
      machineIdentifier: "abc",
      version: "1.43.4",
      claimed: true,
    });
    expect(pms.received[0]?.headers).not.toHaveProperty("x-plex-token");
  });

  it("the token in the query only where a route needs it", async () => {
    const { client, pms } = await bench.connect(({ method }) =>
      method === "GET" ? container({}) : empty,
    );
    await client.providers();
    await client.providerGroups();
    await client.removeProvider(3);
    await client.removeProviderGroup(4);
    await client.updateProvider(3, "http://provider:9998");
    await client.assignSection("1", { identifier: "x", providerGroupId: 4 });
    expect(pms.received.map(({ query }) => query.get("X-Plex-Token"))).toEqual(
      Array.from({ length: 6 }, () => canaryToken),
    );
    pms.received.length = 0;
    await client.sections();
    await client.items([1]);
    await client.refresh(1);
    await client.edit("1", 1, { scalars: { title: "A" }, lock: true });
    await client.uploadArt(1, "art", new Uint8Array([1]));
    expect(pms.received.map(({ rawQuery }) => rawQuery).join()).not.toContain("canary");
  });

  it("a sub-path, and the login of a proxy before it", async () => {
    const { client, pms } = await bench.connect(() => sections, { url: "/plex/web/index.html" });
    await client.sections();
    expect(pms.asked()).toEqual(["GET /plex/library/sections"]);
    const guarded = await bench.connect(() => sections);
    const url = guarded.pms.url.replace("http://", "http://user:secret@");
    const behind = clientFor(url);
    await behind.sections();
    await behind.close();
    expect(guarded.pms.received[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("user:secret").toString("base64")}`,
    );
  });

  it("goes through another client where one is given", async () => {
    const seen: string[] = [];
    const { client } = await bench.connect(() => sections, {
      fetch: (input, init) => {
        seen.push(init?.method ?? "");
        return fetch(input, init);
      },
    });
    await client.sections();
    expect(seen).toEqual(["GET"]);
  });

  it("never more connections than allowed", async () => {
    const { client, pms } = await bench.connect(
      routes({ "PUT /library/metadata/1/refresh": empty }),
      { connections: 2 },
    );
    await Promise.all(Array.from({ length: 40 }, () => client.refresh(1)));
    expect(pms.connections()).toBeLessThanOrEqual(2);
  });
});
