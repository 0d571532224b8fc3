import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "@jest/globals";

import { fakeTerminal } from "../../test/fake-terminal.ts";
import { demoCommand } from "./demo-command.ts";
import { choosePort } from "./free-port.ts";

const HOST = "127.0.0.1";

const TMPDIR = mkdtempSync(join(tmpdir(), "stash2plex-demo-test-"));
afterAll(() => rmSync(TMPDIR, { recursive: true }));

async function terminalOnFreePort(env: Readonly<Record<string, string>> = {}) {
  const { port } = await choosePort(0, HOST);
  return fakeTerminal({ HOST, TMPDIR, PORT: String(port), ...env });
}

interface Findings {
  readonly files: number;
  readonly matchedByRung: Readonly<Record<string, number>>;
  readonly unmatched: readonly { readonly file: string; readonly outcome: string }[];
  readonly violations: readonly string[];
}

describe("stash2plex demo", () => {
  it("--once --json matches what Stash knows, says honestly what not, and leaves nothing behind", async () => {
    // Settings of a real installation must not reach the sample.
    const terminal = await terminalOnFreePort({
      STASH_URL: "http://127.0.0.1:1",
      STASH_API_KEY: "real",
      DATA_DIR: "/nonexistent/data",
      PATH_RULES: "[]",
    });
    expect(await demoCommand(["--once", "--json"], terminal)).toBe(0);
    const found = JSON.parse(terminal.out()) as Findings;
    expect(found.violations).toEqual([]);
    expect(Object.keys(found.matchedByRung).sort()).toEqual([
      "base name",
      "embedded id",
      "shortened name",
      "stem",
      "whole name",
    ]);
    const outcomes = found.unmatched.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "no-match").length).toBe(6);
    expect(outcomes.filter((outcome) => outcome === "ambiguous").length).toBe(1);
    expect(outcomes.length).toBe(7);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  it("serves on until it is ended, on another port when the wanted one is taken", async () => {
    const blocker = createServer();
    blocker.listen(0, HOST);
    await once(blocker, "listening");
    const taken = String((blocker.address() as AddressInfo).port);
    const terminal = fakeTerminal({ HOST, TMPDIR, PORT: taken });
    const running = demoCommand([], terminal);
    await terminal.printed("Ctrl-C ends it.");
    expect(terminal.err()).toContain(`Port ${taken} cannot be used`);
    expect(terminal.out()).toMatch(/Matched: 3\d\d[\s\S]*Unmatched: 7[\s\S]*Requests of Plex/);
    const page = /http:\/\/127\.0\.0\.1:\d+\/ui/.exec(terminal.out())?.[0] ?? "";
    expect((await fetch(page)).status).toBe(200);
    // Now that no bar is drawn, each request has its line.
    const root = page.replace(/ui$/, "");
    await fetch(`${root}library/metadata/scene-1`);
    await terminal.printed("Plex asked");
    terminal.stop();
    expect(await running).toBe(0);
    await expect(fetch(page)).rejects.toThrow();
    expect(readdirSync(TMPDIR)).toEqual([]);
    blocker.close();
  });

  it("can be ended while it begins", async () => {
    const terminal = await terminalOnFreePort();
    terminal.stop();
    expect(await demoCommand([], terminal)).toBe(0);
    expect(terminal.out()).toContain("Ending the sample.");
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  it("refuses wrong settings with exit code 78", async () => {
    const terminal = fakeTerminal({ HOST, TMPDIR, PORT: "many" });
    await expect(demoCommand([], terminal)).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining("PORT") as unknown,
    });
  });
});
