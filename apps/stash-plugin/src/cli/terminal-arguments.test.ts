import { describe, expect, it } from "@jest/globals";

import { readTerminalArguments } from "./terminal-arguments.js";

describe("words in a terminal", () => {
  const read = (line: string) =>
    readTerminalArguments(line.split(" ").filter((word) => word !== ""));

  it.each([
    ["", { kind: "help" }],
    ["--help", { kind: "help" }],
    ["status", { kind: "command", args: { do: "status" } }],
    ["gaps", { kind: "command", args: { do: "gaps" } }],
    ["sync", { kind: "command", args: { do: "sync-all", dry: false } }],
    ["sync 12 --dry-run", { kind: "command", args: { do: "sync-scene", id: "12", dry: true } }],
    ["sync recent", { kind: "command", args: { do: "sync-recent", dry: false } }],
    ["reconcile missing", { kind: "command", args: { do: "reconcile-missing", dry: false } }],
    ["explain 12", { kind: "command", args: { do: "explain-scene", id: "12" } }],
    ["run health-check", { kind: "command", args: { do: "health-check", dry: false } }],
    ["adopt --section Films", { kind: "adopt", section: "Films", dry: true, limit: null }],
    [
      "adopt --section Films --apply --limit 9",
      { kind: "adopt", section: "Films", dry: false, limit: 9 },
    ],
    ["worker", { kind: "worker" }],
    ["--dry-run --input event.json", { kind: "preview", file: "event.json" }],
  ])("%j", (line, request) => expect(read(line).request).toEqual(request));

  it.each([
    ["dance"],
    ["sync tomorrow"],
    ["reconcile x"],
    ["adopt"],
    ["adopt --section a --limit 0"],
    ["--input x"],
    ["--wrong"],
    ["status a b"],
  ])("says what is wrong with %j", (line) =>
    expect(read(line).request).toEqual({ kind: "wrong", reason: expect.any(String) }),
  );

  it("asks for JSON", () => expect(read("status --json").json).toBe(true));
});
