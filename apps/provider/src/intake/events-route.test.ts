import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { startSteering, type SteeringHarness } from "../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

const saved = { type: "Scene.Update.Post", id: 12, fields: ["title"] };

describe("POST /api/events", () => {
  it.each([
    ["one", saved, [saved]],
    [
      "a list",
      [saved, { type: "Tag.Merge.Post", id: "3" }],
      [saved, { type: "Tag.Merge.Post", id: 3 }],
    ],
  ])("takes %s", async (_case, body, events) => {
    const answer = await harness.post("/api/events", body);
    expect([answer.status, answer.json()]).toEqual([
      202,
      { schema: 1, accepted: events.length, scenes: events.length, dropped: [] },
    ]);
    expect(harness.service.events).toEqual(events);
  });

  it("answers only when the events are written down", async () => {
    let write = (): void => undefined;
    harness.service.gate = new Promise((resolve) => {
      write = resolve;
    });
    let answered = false;
    const asked = harness.post("/api/events", saved).then((answer) => {
      answered = true;
      return answer;
    });
    while (harness.service.calls.length === 0) await harness.ask("/healthz");
    await harness.ask("/healthz");
    expect(answered).toBe(false);
    write();
    expect((await asked).status).toBe(202);
  });

  it("is no 202 when they could not be written", async () => {
    harness.service.failure = "The disk is full.";
    expect((await harness.post("/api/events", saved)).status).toBe(500);
  });

  it("may be repeated", async () => {
    await harness.post("/api/events", saved);
    const again = await harness.post("/api/events", saved);
    expect(again.status).toBe(202);
  });

  it("leaves out what is no event, and says why", async () => {
    const answer = await harness.post("/api/events", [saved, { type: "Image.Update.Post", id: 1 }]);
    expect(answer.status).toBe(202);
    expect(answer.json()).toMatchObject({
      accepted: 1,
      dropped: [{ index: 1, reason: expect.stringMatching(/Image.Update.Post/) }],
    });
  });

  it.each([
    ["no body", undefined, 400, /There is no event/],
    ["an empty list", [], 400, /There is no event/],
    ["null", null, 400, /There is no event/],
    ["text", '"hello"', 400, /object with type, id/],
    ["no JSON", "{", 400, /not valid JSON/],
    ["an unknown type", { type: "Image.Update.Post", id: 1 }, 400, /not known.*Send/],
    ["a wrong id", { type: "Scene.Update.Post", id: 0 }, 400, /whole number above 0/],
    ["more than 1 MB", `["${"x".repeat(1_100_000)}"]`, 413, /larger than 1048576 bytes/],
  ])("refuses %s", async (_case, body, status, reason) => {
    const answer = await harness.post("/api/events", body);
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({ error: { status, message: expect.stringMatching(reason) } });
    expect(harness.service.calls).toEqual([]);
  });

  it("needs the token, and no page of another site may send it", async () => {
    await harness.close();
    harness = await startSteering({ apiToken: "token-12345" });
    expect((await harness.post("/api/events", saved)).status).toBe(401);
    expect((await harness.post("/api/events", saved, { apikey: "wrong" })).status).toBe(401);
    const foreign = { apikey: "token-12345", origin: "http://elsewhere.example" };
    expect((await harness.post("/api/events", saved, foreign)).status).toBe(403);
    const bearer = { authorization: "Bearer token-12345" };
    expect((await harness.post("/api/events", saved, bearer)).status).toBe(202);
  });

  it("says why when nothing is brought to Plex", async () => {
    await harness.close();
    harness = await startSteering({ off: true });
    const answer = await harness.post("/api/events", saved);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("PLEX_URL is not set");
  });
});

describe("B10, B11, B32: a hook costs the provider one request and no question to anybody", () => {
  it("a thousand events, fifty at a time, each take one write", async () => {
    const ids = Array.from({ length: 1_000 }, (_none, index) => index + 1);
    const send = async (): Promise<void> => {
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
        const answer = await harness.post("/api/events", { ...saved, id });
        expect(answer.status).toBe(202);
      }
    };
    await Promise.all(Array.from({ length: 50 }, send));
    expect(new Set(harness.service.events.map(({ id }) => id)).size).toBe(1_000);
    expect(harness.service.calls).toEqual(Array(1_000).fill(["submit", 1]));
  });
});
