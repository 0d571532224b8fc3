import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type Answer, askServer } from "../../test/plex-harness.ts";
import { plainBrowser, type PlainBrowser } from "../../test/setup-harness.ts";
import {
  PLEX_TOKEN,
  type SetupProgram,
  STASH_KEY,
  startSetupProgram,
} from "../../test/setup-program.ts";

let program: SetupProgram;
let browser: PlainBrowser;
/** Every page that was seen. */
const seen: string[] = [];

async function begin(env: Readonly<Record<string, string>> = {}): Promise<void> {
  program = await startSetupProgram(env);
  browser = plainBrowser(program.port);
  seen.length = 0;
}

beforeEach(() => begin());

afterEach(() => program.close(), 30_000);

/** Loads a page again until it no longer says that something is under way. */
async function settled(answer: Answer): Promise<Answer> {
  const deadline = Date.now() + 60_000;
  let page = await browser.follow(answer);
  while (page.text.includes("data-poll")) {
    if (Date.now() > deadline) throw new Error(`The page still waits: ${page.text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { length } = browser.visited;
    const path =
      browser.visited.slice(0, length).findLast((one) => one.startsWith("/ui/setup")) ?? "";
    page = await browser.follow(await browser.get(path));
  }
  seen.push(page.text);
  return page;
}

const go = async (...[path, fields]: Parameters<PlainBrowser["send"]>): Promise<Answer> =>
  settled(await browser.send(`/ui/setup/${path}`, fields));

async function comeIn(): Promise<Answer> {
  seen.push((await browser.get("/ui/setup")).text);
  await program.terminal.printed("enter the code");
  return go("code", { code: program.code() });
}

async function toSummary(): Promise<Answer> {
  await comeIn();
  await go("stash", { address: program.stash.url, secret: STASH_KEY });
  await go("plex", { address: program.pms.url, secret: PLEX_TOKEN });
  await go("library", { section: "1" });
  await go("paths");
  await settled(await browser.get("/ui/setup/choices"));
  return go("choices", {
    assign: "on",
    adopt: "on",
    plugin: "on",
    "for-plex": program.url,
    "for-stash": program.url,
  });
}

const failed = (page: Answer): readonly string[] =>
  [...page.text.matchAll(/<p class="bad"[^>]*>([^<]+)/g)].map(([, text = ""]) => text.trim());

function expectNoSecret(): void {
  for (const secret of [STASH_KEY, PLEX_TOKEN]) {
    expect(program.terminal.out()).not.toContain(secret);
    expect(seen.join("\n")).not.toContain(secret);
    expect(browser.visited.join("\n")).not.toContain(secret);
  }
}

describe("a whole set-up in the browser", () => {
  it("goes from nothing to a library that shows what Stash knows, in one process", async () => {
    const { pms, plexTv, stash, terminal } = program;
    await comeIn();
    expect((await go("stash", { address: stash.url, secret: "wrong-key" })).text).toContain(
      "setup-problem",
    );
    expect((await go("stash", { address: stash.url, secret: STASH_KEY })).text).toContain(
      "Where is Plex?",
    );
    const login = await browser.follow(await browser.send("/ui/setup/plex/login"));
    expect(login.text).toContain("app.plex.tv");
    plexTv.approve(1_000_000, PLEX_TOKEN);
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect((await settled(await browser.get("/ui/setup/plex/login"))).text).toContain(
      "Plex has given a token",
    );
    expect((await go("plex", { address: pms.url })).text).toContain("Films");
    expect((await go("library", { section: "1" })).text).toContain("files that were looked at");
    const preview = await go("paths");
    expect(preview.text.match(/class="setup-pair"/g)).toHaveLength(12);
    const [poster = ""] = /\/ui\/setup\/poster\/then\/\d+/.exec(preview.text) ?? [];
    const picture = await browser.get(poster);
    expect([picture.status, picture.headers["content-type"]]).toEqual([200, "image/jpeg"]);
    expect(pms.writes()).toEqual([]);
    await settled(await browser.get("/ui/setup/choices"));
    const addresses = { "for-plex": program.url, "for-stash": program.url };
    await go("choices", { assign: "on", adopt: "on", plugin: "on", ...addresses });
    const end = await go("run");
    expect(failed(end)).toEqual([]);
    expect(end.text).toContain("Everything is set up");

    expect(program.settingsFile()).toContain(`stashUrl: ${stash.url}`);
    const [section] = pms.sections();
    expect(section?.agent).toBe("tv.plex.agents.custom.stash2plex");
    const ours = pms.items("1").filter(({ guid }) => guid.includes("custom.stash2plex"));
    expect(ours.length).toBeGreaterThanOrEqual(12);
    expect(pms.items("2").every(({ guid }) => !guid.includes("stash2plex"))).toBe(true);
    expect(JSON.stringify(stash.pluginSettings())).toContain(program.url);
    expect((await askServer(program.port, "/")).json()).toMatchObject({
      MediaProvider: { identifier: "tv.plex.agents.custom.stash2plex" },
    });
    expect((await askServer(program.port, "/ui")).status).toBe(200);
    expect(terminal.out().match(/Stash2Plex \d/g)).toHaveLength(1);
    expectNoSecret();
  }, 120_000);

  it("goes on after it was ended in the middle, and does nothing twice", async () => {
    await toSummary();
    await browser.send("/ui/setup/run");
    await program.terminal.printed("Nothing is copied from Stash yet");
    await program.restart();
    await program.terminal.printed("Stash2Plex ");
    browser = plainBrowser(program.port);
    // The provider runs now: the code is printed when somebody asks for it.
    expect(program.code()).toBe("");
    const summary = await toSummary();
    expect(summary.text).toContain("done before");
    expect(failed(await go("run"))).toEqual([]);
    const providers = program.pms
      .writes()
      .filter(({ method, path }) => method === "POST" && path === "/media/providers/metadata");
    expect(providers).toHaveLength(1);
    expectNoSecret();
  }, 120_000);

  it("says why the provider cannot start, and stays", async () => {
    await program.close();
    await begin({ PATH_RULES: "", GAPS_SCHEDULE: "" });
    await toSummary();
    const { terminal } = program;
    // Somebody writes nonsense into the file meanwhile: what was wished for cannot be written over it.
    const { writeFileSync } = await import("node:fs");
    writeFileSync(`${terminal.env.DATA_DIR ?? ""}/stash2plex.yaml`, "stashUrl: [\n");
    const end = await go("run");
    expect(failed(end).join(" ")).toContain("is not valid YAML");
    expect((await askServer(program.port, "/")).status).toBe(503);
    expect((await askServer(program.port, "/healthz")).status).toBe(200);
    program.writeSettingsFile("");
    await settled(await browser.get("/ui/setup/summary"));
    expect(failed(await go("run"))).toEqual([]);
  }, 120_000);

  it("begins by itself when the settings are written by another hand", async () => {
    const { terminal, stash } = program;
    program.writeSettingsFile(`stashUrl: ${stash.url}\nstashApiKey: ${STASH_KEY}\n`);
    await terminal.printed("Stash answers");
    expect((await askServer(program.port, "/ui")).status).toBe(200);
    expectNoSecret();
  }, 60_000);
});
