import { afterEach, describe, expect, it } from "@jest/globals";

import { createTestClock } from "../test-clock.ts";
import { createStages } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

describe("a fault", () => {
  it.each([
    ["unauthorized", 401, "text/html"],
    ["starting", 503, "text/xml;charset=utf-8"],
    ["busy", 503, "text/plain"],
    ["bad-gateway", 502, "text/html"],
    ["error", 500, "text/html"],
    ["web-page", 200, "text/html"],
  ] as const)("%s is answered by %i until it is cleared", async (kind, status, type) => {
    const { call, pms } = await stages.start();
    pms.faults.set({ kind });
    for (let time = 0; time < 2; time += 1) {
      expect(await call.send("GET", "/library/sections")).toMatchObject({ status, type });
    }
    pms.faults.clear();
    expect((await call.send("GET", "/library/sections")).status).toBe(200);
  });

  it("answers a 401 with the page of 91 bytes", async () => {
    const { call } = await stages.start();
    const { status, text } = await call.send("GET", "/library/sections", { token: "wrong" });
    expect([status, text.length]).toEqual([401, 91]);
  });

  it("hits each nth request, some times, on one route", async () => {
    const { call, pms } = await stages.start();
    pms.faults.set({ kind: "busy", every: 2, times: 2, route: "GET /library/sections" });
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      await call.send("GET", "/identity");
      statuses.push((await call.send("GET", "/library/sections")).status);
    }
    expect(statuses).toEqual([200, 503, 200, 503, 200, 200]);
  });

  it("cuts the connection in the middle of an answer", async () => {
    const { call, pms } = await stages.start();
    pms.faults.set({ kind: "cut", times: 1 });
    await expect(call.send("GET", "/identity")).rejects.toThrow();
    expect((await call.send("GET", "/identity")).status).toBe(200);
  });

  it("slows an answer down by the clock", async () => {
    const clock = createTestClock();
    const { call, pms } = await stages.start({ clock });
    pms.faults.set({ kind: "slow", delayMs: 5_000 });
    let answered = false;
    const answer = call.send("GET", "/identity").then(({ status }) => {
      answered = true;
      return status;
    });
    while (pms.requests().size === 0) await clock.settle();
    await clock.advance(4_999);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect(await answer).toBe(200);
  });

  it("refuses everybody once the token has changed", async () => {
    const { call, pms } = await stages.start();
    const { token } = pms;
    pms.changeToken("another");
    expect((await call.send("GET", "/library/sections", { token })).status).toBe(401);
    expect((await call.send("GET", "/library/sections")).status).toBe(200);
  });
});
