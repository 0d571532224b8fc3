import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { answerPlugin } from "./answer.js";

const hookDocument = JSON.stringify({
  server_connection: {
    Scheme: "http",
    Host: "0.0.0.0",
    Port: 9999,
    SessionCookie: null,
    Dir: "/root/.stash",
    PluginDir: "/root/.stash/plugins/Stash2Plex",
  },
  args: { mode: "hook", hookContext: { id: 45, type: "Scene.Update.Post", input: {} } },
});

describe("a run of the plugin", () => {
  it("says that it is not yet configured", async () => {
    const answer = await answerPlugin(Readable.from([Buffer.from(hookDocument)]));
    expect(answer).toEqual({
      output: null,
      error: expect.stringMatching(/^Stash2Plex is not yet configured: /),
    });
  });

  it("reads a document whose characters are cut between chunks", async () => {
    const bytes = Buffer.from(hookDocument.replace("plugins", "plügins"));
    const cut = bytes.indexOf(0xc3) + 1;
    const answer = await answerPlugin(Readable.from([bytes.subarray(0, cut), bytes.subarray(cut)]));
    expect(answer.error).toMatch(/not yet configured/);
  });

  it.each([
    ["nothing", "", "read 0 characters"],
    ["no JSON", "secret-cookie", "read 13 characters"],
    ["two documents", "{}{}", "read 4 characters"],
    ["a number", "42", "(whole document)"],
    ["null", "null", "(whole document)"],
    ["a list", "[]", "(whole document)"],
    ["no connection", '{"args":{}}', "server_connection"],
    [
      "a port in words",
      '{"server_connection":{"Scheme":"http","Host":"::","Port":"nine"}}',
      "server_connection.Port",
    ],
    ["arguments as text", hookDocument.replace(/"args":.*$/, '"args":"no"}'), "args"],
  ])("explains garbage: %s", async (_name, given, reason) => {
    const answer = await answerPlugin(Readable.from([Buffer.from(given)]));
    expect(answer.output).toBeNull();
    expect(answer.error).toContain(reason);
    expect(answer.error).not.toContain("secret-cookie");
  });
});

describe("the built program", () => {
  const program = fileURLToPath(new URL("../../dist/main.cjs", import.meta.url));

  it("prints exactly one JSON document and exits with 0", async () => {
    // The test task builds first (turbo.json); a run of this file alone needs `pnpm build` once.
    expect(existsSync(program)).toBe(true);
    const child = spawn(process.execPath, [program]);
    child.stdin.end(hookDocument);
    const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(child.exitCode).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ output: null });
  });
});
