import { describe, expect, it } from "@jest/globals";

import { readCommand } from "./command.js";
import { hidePaths } from "./hidden-paths.js";
import { createPluginLogger } from "./plugin-logger.js";
import { previewHook } from "./preview-hook.js";
import { isReconcileDue, scopeOfSetting } from "./reconcile-schedule.js";
import { parseStashDocument } from "./stash-document.js";
import { progressLine, stashLines } from "./stash-lines.js";
import { readTerminalArguments } from "./terminal-arguments.js";
import { editOf, rawInputs, recordings } from "../../test/recordings.js";

describe("lines for Stash", () => {
  it("prefix each line with its level, and leave empty ones out", () => {
    expect(stashLines("warning", "one\n\ntwo\r\n")).toBe("\u0001w\u0002one\n\u0001w\u0002two\n");
  });

  it("stay far below 64 KiB, which would end the log", () => {
    const lines = stashLines("info", "x".repeat(100_000)).split("\n");
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThan(65_536);
    expect(lines.join("").replaceAll("\u0001i\u0002", "")).toHaveLength(100_000);
  });

  it.each([
    [0.5, "\u0001p\u00020.500\n"],
    [-1, "\u0001p\u00020.000\n"],
    [7, "\u0001p\u00021.000\n"],
  ])("tell progress from 0 to 1: %d", (done, line) => expect(progressLine(done)).toBe(line));
});

describe("a document of Stash", () => {
  const parsed = (host: string, more: object = {}) => {
    const connection = { Scheme: "http", Host: host, Port: 9999, ...more };
    const answer = parseStashDocument(
      JSON.stringify({ server_connection: connection, args: null }),
    );
    return answer.ok ? answer.document.access : answer.reason;
  };

  it.each([
    ["0.0.0.0", "http://127.0.0.1:9999"],
    ["", "http://127.0.0.1:9999"],
    ["::", "http://[::1]:9999"],
    ["fe80::1", "http://[fe80::1]:9999"],
    ["192.168.1.5", "http://192.168.1.5:9999"],
  ])("is reached at %j by %s", (host, url) =>
    expect(parsed(host)).toMatchObject({ url, cookie: null }),
  );

  it("may have no cookie, or one", () => {
    expect(parsed("x", { SessionCookie: null })).toMatchObject({ cookie: null });
    expect(parsed("x", { SessionCookie: { Value: "c" } })).toMatchObject({ cookie: "c" });
  });

  it("is read from every recording", () => {
    const texts = [
      ...recordings.map(({ stdin }) => JSON.stringify(stdin)),
      ...rawInputs.map(([, text]) => text),
    ];
    for (const text of texts) expect(parseStashDocument(text).ok).toBe(true);
  });

  it.each([
    ["nothing", "", "read 0 characters"],
    ["no JSON", "secret-cookie", "read 13 characters"],
    ["two documents", "{}{}", "read 4 characters"],
    ["a number", "42", "(whole document)"],
    ["no connection", '{"args":{}}', "server_connection"],
    [
      "a port in words",
      '{"server_connection":{"Scheme":"http","Host":"::","Port":"nine"}}',
      "server_connection.Port",
    ],
    ["arguments as text", editOf(1).replace(/"args":.*$/, '"args":"no"}'), "args"],
  ])("that is %s is explained", (_name, text, reason) => {
    const answer = parseStashDocument(text);
    expect(answer).toEqual({ ok: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(answer)).not.toContain("secret-cookie");
  });
});

describe("the schedule of the reconciliation", () => {
  const hour = 3_600_000;
  it.each([
    ["never", null, false],
    ["hourly", null, true],
    ["hourly", 0.9, false],
    ["hourly", 1, true],
    ["daily", 23, false],
    ["daily", 24, true],
    ["weekly", 167, false],
    ["weekly", 168, true],
  ])("L9: %s, last run %p hours ago: %p", (interval, ago, due) => {
    const now = 1_000 * hour;
    expect(isReconcileDue(interval, ago === null ? null : now - ago * hour, now)).toBe(due);
  });

  it("does not wait for ever after a clock that was ahead", () => {
    expect(isReconcileDue("daily", 2_000, 1_000)).toBe(true);
  });

  it("knows v1's words", () => {
    expect(["all", "24h", "7days"].map((word) => scopeOfSetting(word).kind)).toEqual([
      "all",
      "recent",
      "week",
    ]);
  });
});

describe("L17: paths in the log", () => {
  it.each([
    ["/data/Nature/Alps 2019.mp4"],
    ["could not read /data/Nature/Alps 2019.mp4"],
    ["C:\\Media\\Nature\\Alps.mp4"],
    ["//nas/share/Nature/Alps.mp4"],
  ])("are hidden in %s", (text) => {
    const hidden = hidePaths(text);
    expect(hidden).not.toMatch(/Nature|Alps/);
    expect(hidden).toMatch(/\.mp4$/);
    expect(hidePaths(text)).toBe(hidden);
  });

  it("leaves addresses", () => {
    expect(hidePaths("asked http://plex:32400/library/sections/1")).toContain(
      "http://plex:32400/library",
    );
  });
});

describe("the log", () => {
  const lines: string[] = [];
  const logger = createPluginLogger({
    write: (level, text) => lines.push(`${level} ${text}`),
    detailed: false,
    hidesPaths: false,
    secrets: ["s3cret-token", ""],
  });

  it("never holds a token, also within fields and errors", () => {
    logger.warn("refused s3cret-token", {
      url: "http://x/?t=s3cret-token",
      error: new Error("s3cret-token"),
    });
    logger.child({ token: "s3cret-token" }).debug("said");
    expect(lines.join()).not.toContain("s3cret-token");
    expect(lines).toEqual([
      "warning refused *** (url=http://x/?t=***, error=***)",
      "debug said (token=***)",
    ]);
  });
});

describe("a command of a task", () => {
  it("comes with texts or with real values", () => {
    const wanted = { command: "sync-scene", dry: true, id: 5, days: 30 };
    expect(readCommand({ do: "sync-scene", dry: "true", id: "5", days: "30" })).toEqual(wanted);
    expect(readCommand({ do: "sync-scene", dry: true, id: 5, days: 30 })).toEqual(wanted);
  });

  it.each([
    [{}, /must be one of/],
    [{ do: "format-disk" }, /must be one of/],
    [{ do: "sync-scene" }, /needs the argument "id"/],
    [{ do: "explain-scene", id: "x" }, /needs the argument "id"/],
  ])("is refused in words: %j", (args, reason) => expect(readCommand(args)).toMatch(reason));
});

describe("words in a terminal", () => {
  const read = (line: string) =>
    readTerminalArguments(line.split(" ").filter((word) => word !== ""));

  it.each([
    ["", { kind: "help" }],
    ["--help", { kind: "help" }],
    ["status", { kind: "command", args: { do: "status" } }],
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

describe("the preview of a hook", () => {
  it("shows event and destination", () => {
    expect(previewHook(editOf(12), { url: "http://provider:9998", token: "t" })).toEqual({
      lines: [
        "Scene.Update.Post of 12: sent were title",
        "It would be sent to http://provider:9998.",
      ],
      data: {
        event: { type: "Scene.Update.Post", id: 12, fields: ["title"] },
        provider: "http://provider:9998",
      },
    });
  });

  it.each([
    ["a bare context", '{"id":12,"type":"Scene.Create.Post"}', /anything may have changed/],
    [
      "a context under its name",
      '{"hookContext":{"id":12,"type":"Scene.Create.Post"}}',
      /Scene\.Create/,
    ],
    ["something else", '{"a":1}', /Nothing/],
  ])("reads %s", (_name, text, line) => expect(previewHook(text, null).lines[0]).toMatch(line));

  it("explains what is no JSON", () => expect(previewHook("{", null).error).toMatch(/no JSON/));
});
