import { afterEach, describe, expect, it } from "@jest/globals";

import { container, createPmsBench, page } from "../../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../../test/plex/pms-failure.ts";

const bench = createPmsBench();
afterEach(bench.end);

const document = { ratingKey: "12", guid: "local://12", title: "Rivers" };

describe("B35: the cause of a failure was hidden", () => {
  it("the message says what happened, at which setting, and what to do", async () => {
    const { client, pms } = await bench.connect(() => page(502, "Bad Gateway"));
    const { message } = await failureOf(client.items([12]));
    expect(message).toMatch(/error of the server \(502\)/);
    expect(message).toContain(`PLEX_URL (${pms.url})`);
    expect(message).toMatch(/check that it runs, and look into its log/);
  });
});

describe("B38: read time-outs in bulk, without keep-alive", () => {
  it("a thousand items take ten requests over kept connections", async () => {
    const { client, pms } = await bench.connect(({ path }) => {
      const ids = path.replace("/library/metadata/", "").split(",");
      return container({ Metadata: ids.map((ratingKey) => ({ ...document, ratingKey })) });
    });
    const ids = Array.from({ length: 1_000 }, (_, index) => index + 1);
    expect((await client.items(ids)).size).toBe(1_000);
    expect(pms.received).toHaveLength(10);
    expect(pms.connections()).toBeLessThanOrEqual(4);
  });

  it("edits one after the other share the pool's connections", async () => {
    const { client, pms } = await bench.connect(() => ({}));
    for (let id = 1; id <= 50; id += 1) {
      await client.edit("1", id, { scalars: { title: `Rivers ${id}` }, lock: false });
    }
    expect(pms.connections()).toBeLessThanOrEqual(4);
  });
});

describe("B44: Plex announced a new device at each sync", () => {
  it("every request of every client of an installation has the same identifier", async () => {
    const seen: unknown[] = [];
    for (let run = 0; run < 3; run += 1) {
      const { client, pms } = await bench.connect(() => container({ Metadata: [document] }), {
        clientIdentifier: "kept-for-ever",
      });
      await client.sections();
      await client.items([12]);
      await client.refresh(12);
      seen.push(...pms.received.map(({ headers }) => headers["x-plex-client-identifier"]));
    }
    expect(seen).toEqual(Array.from({ length: 9 }, () => "kept-for-ever"));
  });
});

describe("L4: a wrong token was retried, and opened the breaker", () => {
  it("401 has a class of its own, on reads and on writes, and is asked once", async () => {
    const { client, pms } = await bench.connect(() => page(401, "Unauthorized"));
    const calls = [
      () => client.sections(),
      () => client.items([12]),
      () => client.edit("1", 12, { scalars: { title: "Rivers" }, lock: false }),
      () => client.matchCandidates(12),
    ];
    for (const call of calls) expect((await failureOf(call())).class).toBe("unauthorized");
    expect(pms.received).toHaveLength(calls.length);
  });
});
