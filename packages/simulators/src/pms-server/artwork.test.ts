import { createHash } from "node:crypto";

import { afterEach, describe, expect, it } from "@jest/globals";

import { createStages, OWL_GUID } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

const picture = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);
const other = Uint8Array.from([0xff, 0xd8, 0xff, 9]);
const keyOf = (bytes: Uint8Array, list = "posters"): string =>
  `upload://${list}/${createHash("sha1").update(bytes).digest("hex")}`;

describe.each([
  ["poster", "posters", "thumb"],
  ["art", "arts", "art"],
] as const)("an upload of the %s", (kind, list, field) => {
  it("is named by content, selected, shown and locked", async () => {
    const { call, pms, owl } = await stages.start();
    const path = `/library/metadata/${owl.id}/${list}`;
    const answer = await call.send("POST", path, { body: picture });
    expect(answer).toEqual({ status: 200, type: null, text: "" });
    await call.send("POST", path, { body: other });
    await call.send("POST", path, { body: picture });
    const { Metadata } = await call.json("GET", path);
    expect(Metadata).toMatchObject([
      { ratingKey: keyOf(picture, list), selected: true },
      { ratingKey: keyOf(other, list), selected: false },
    ]);
    expect([...pms.item(owl.id).locked]).toEqual([field]);
    const document = await call.json("GET", `/library/metadata/${owl.id}`);
    const [{ [field]: shown }] = document.Metadata as [Record<string, string>];
    expect(shown).toMatch(new RegExp(`^/library/metadata/${owl.id}/${field}/\\d+$`));
    expect((await call.send("GET", shown ?? "")).status).toBe(200);
  });

  it("is selected again by its name, which answers the new path in plain text", async () => {
    const { call, pms, owl } = await stages.start({ artworkLocks: false });
    const path = `/library/metadata/${owl.id}`;
    await call.send("POST", `${path}/${list}`, { body: picture });
    await call.send("POST", `${path}/${list}`, { body: other });
    const answer = await call.send("PUT", `${path}/${kind}`, {
      query: [["url", keyOf(picture, list)]],
    });
    expect(answer).toMatchObject({ status: 200, type: "text/plain" });
    expect(answer.text).toContain(`${path}/${field}/`);
    expect(pms.item(owl.id).pictures[kind]?.map(({ selected }) => selected)).toEqual([true, false]);
    expect([...pms.item(owl.id).locked]).toEqual([]);
  });
});

describe("the picker", () => {
  it("refuses what is not in it, what is empty, and what is too large", async () => {
    const { call, pms, owl } = await stages.start();
    const path = `/library/metadata/${owl.id}`;
    const unknown = await call.send("PUT", `${path}/poster`, { query: [["url", keyOf(other)]] });
    expect(unknown.status).toBe(404);
    expect((await call.send("POST", `${path}/posters`)).status).toBe(400);
    expect(pms.violations()).toEqual([]);
    const large = await call.send("POST", `${path}/posters`, { body: new Uint8Array(10_480_001) });
    expect(large.status).toBe(400);
    expect(pms.violations()).toHaveLength(1);
  });

  it("unsets and locks by DELETE", async () => {
    const { call, pms, owl } = await stages.start({ artworkLocks: false });
    pms.userSelectsPoster(owl.id, picture);
    await call.send("DELETE", `/library/metadata/${owl.id}/thumb`);
    const item = pms.item(owl.id);
    expect(item.shown).toEqual({});
    expect([...item.locked]).toEqual(["thumb"]);
  });

  it.each([
    ["refused", []],
    ["cloud-400", [expect.stringMatching(/^http:.*12\.jpg$/)]],
    ["fetched", [expect.stringMatching(/^metadata:\/\/posters\/tv\.plex.*_[0-9a-f]{40}$/)]],
  ] as const)("holds a private picture of an agent: %s", async (privateImages, keys) => {
    const { call, pms, owl, provider } = await stages.withProvider({ privateImages });
    await call.send("PUT", `/library/metadata/${owl.id}/match`, { query: [["guid", OWL_GUID]] });
    await pms.idle();
    const item = pms.item(owl.id);
    expect((item.pictures.poster ?? []).map(({ ratingKey }) => ratingKey)).toEqual(keys);
    const asked = provider.requests.filter(({ url }) => url.includes("/images/"));
    expect(asked.length > 0).toBe(privateImages === "fetched");
    const thumb = `/library/metadata/${owl.id}/thumb/1`;
    expect((await call.send("GET", thumb)).status).toBe(privateImages === "fetched" ? 200 : 404);
  });

  it.each([
    [true, true],
    [false, false],
  ])(
    "gives way to the agent after a refresh (%s) unless locked",
    async (refreshSelectsAgentArt, gives) => {
      const { call, pms, owl } = await stages.withProvider({
        privateImages: "fetched",
        refreshSelectsAgentArt,
      });
      pms.userSelectsPoster(owl.id, picture);
      const selected = (): string | undefined =>
        pms.item(owl.id).pictures.poster?.find((entry) => entry.selected)?.ratingKey;
      await call.send("PUT", `/library/metadata/${owl.id}/match`, { query: [["guid", OWL_GUID]] });
      await pms.idle();
      expect(selected()).toBe(keyOf(picture));
      pms.lockField(owl.id, "thumb", false);
      await pms.refresh(owl.id);
      expect(selected() === keyOf(picture)).toBe(!gives);
    },
  );
});
