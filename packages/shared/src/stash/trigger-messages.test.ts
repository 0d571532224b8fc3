import { describe, expect, it } from "@jest/globals";

import { recordedSocket } from "../../test/stash/recorded.ts";
import { readMessage } from "./trigger-messages.ts";

const read = (message: unknown) => readMessage(JSON.stringify(message));

describe("readMessage", () => {
  it("hears one end of each job that a real server reported", async () => {
    const messages = await recordedSocket(
      "subscriptions/around-one-scan",
      "jobs.graphql-transport-ws",
    );
    const kinds = messages.flatMap(({ received }) =>
      received === undefined ? [] : [read(received)],
    );
    expect(kinds[0]).toEqual({ kind: "acknowledged" });
    expect(kinds.filter(({ kind }) => kind === "news")).toEqual([
      {
        kind: "news",
        news: { kind: "job-ended", description: "Generating screenshot for scene id 137" },
      },
      { kind: "news", news: { kind: "job-ended", description: "Scanning..." } },
    ]);
  });

  it.each([
    [{ type: "next", id: "scans", payload: { data: { scanCompleteSubscribe: true } } }, "news"],
    [{ type: "ping" }, "ping"],
    [{ type: "pong" }, "other"],
    [{ type: "error", id: "jobs", payload: [] }, "refused"],
    [{ type: "next", id: "jobs", payload: { data: null } }, "other"],
    [{ type: "next", id: "jobs" }, "other"],
    [{ type: "next", payload: { data: { jobsSubscribe: { type: "REMOVE" } } } }, "news"],
    [{ type: "next", payload: { data: { jobsSubscribe: null } } }, "other"],
    [[], "other"],
    [null, "other"],
    ["text", "other"],
  ])("%j is %s", (message, kind) => {
    expect(read(message).kind).toBe(kind);
  });

  it("bears what is not JSON", () => {
    expect(readMessage("{").kind).toBe("other");
  });
});
