import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fakeTerminal } from "../../../test/fake-terminal.ts";
import { closeSetupStages, type SetupStage, startSetupStage } from "../../../test/setup-stage.ts";
import { runCli } from "../run-cli.ts";

const KEY = "stash-key-canary";
const TOKEN = "plex-token-canary";

let stage: SetupStage;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-flags-"));
  stage = await startSetupStage({
    stash: { apiKey: KEY },
    plex: { token: TOKEN },
    startProvider: null,
  });
  writeFileSync(join(folder, "key"), `${KEY}\n`);
  writeFileSync(join(folder, "Preferences.xml"), `<Preferences A="1" PlexOnlineToken="${TOKEN}"/>`);
});
afterEach(async () => {
  await closeSetupStages();
  rmSync(folder, { recursive: true, force: true });
});

const servers = (): readonly string[] => [
  ...["--stash-url", stage.stash.url, "--stash-api-key-file", join(folder, "key")],
  ...["--plex-url", stage.pms.url, "--plex-preferences", join(folder, "Preferences.xml")],
];
const flags = (): readonly string[] => [
  ...servers(),
  ...["--section", "films", "--provider-url", stage.url, "--no-plugin"],
];

/** What the person types; the test's terminal hides nothing by itself. */
async function run(argv: readonly string[], typed: readonly string[] | null = null) {
  const port = new URL(stage.url).port;
  const env = { DATA_DIR: stage.dataDir, PORT: port, HOST: "127.0.0.1" };
  const terminal = fakeTerminal(env);
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const questions = /(?:: |\]: |\): )$/;
  let answered = 0;
  const original = terminal.stdout.write.bind(terminal.stdout);
  if (typed !== null) {
    terminal.stdout.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      const result = original(chunk, ...rest);
      if (questions.test(String(chunk)) && answered < typed.length) {
        stdin.write(`${typed[answered] ?? ""}\n`);
        answered += 1;
      }
      return result;
    }) as typeof terminal.stdout.write;
  }
  const code = await runCli(argv, typed === null ? terminal : Object.assign(terminal, { stdin }));
  const text = terminal.out() + terminal.err();
  expect(text).not.toMatch(/canary/);
  return { code, out: terminal.out(), err: terminal.err() };
}

describe("stash2plex setup", () => {
  it("shows everything and changes nothing with --dry-run", async () => {
    const { code, out } = await run(["setup", ...flags(), "--dry-run"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Stash v0\.30\.1: 3 scenes\./);
    expect(out).toMatch(/ {2}now: {2}.*no poster\n {2}then: .*poster/);
    expect(out).toContain("Sets STASH_URL, STASH_API_KEY, PLEX_URL, PLEX_TOKEN, PLEX_SECTIONS.");
    expect(out).toContain("Nothing was changed.");
    expect(stage.writes()).toEqual([]);
    expect(stage.settingsFile()).toBeNull();
  });

  it("does it without a question where nobody can be asked, and again changes nothing", async () => {
    const { code, out } = await run(["setup", ...flags(), "--assign", "--adopt"]);
    expect([code, out]).toEqual([0, expect.stringContaining("Everything is set up.")]);
    expect(out).toContain('start it for good now, with "stash2plex serve"');
    expect(stage.settingsFile()).toContain(`stashApiKey: ${KEY}`);
    stage.writes();
    // What was said the first time is known now.
    const again = await run(["setup", "--yes", "--no-plugin", "--adopt", "--json"]);
    const report = JSON.parse(again.out) as { steps: { id: string; state: string }[] };
    expect(again.code).toBe(0);
    const changed = report.steps.filter(({ state }) => state === "done").map(({ id }) => id);
    // The provider is started for the time of the set-up.
    expect(changed).toEqual(["provider", "compare"]);
    expect(stage.writes().filter((write) => !write.includes("/library/metadata/"))).toEqual([]);
  });

  it("ends with 1 where something failed, and says what", async () => {
    const url = "http://127.0.0.1:20996";
    const { code, out } = await run(["setup", ...flags(), "--provider-url", url]);
    expect(code).toBe(1);
    expect(out).toContain("FAILED");
    expect(out).toContain("Put right what failed, then run the set-up again");
  });

  it.each([
    [[], "--stash-url"],
    [["--no-plex", "--plex-url", "http://x"], "--no-plex goes without"],
    [["--stash-api-key", "a", "--stash-api-key-file", "b"], "not both"],
    [["--stash-api-key-file", "/nonexistent/key"], "cannot be read (ENOENT)"],
    [["--plex-preferences", "/dev/null"], "holds no PlexOnlineToken"],
    [["--stash-url", "stash"], "STASH_URL must begin with http://"],
    [["--sections", "Films"], "stash2plex setup --help"],
  ])("refuses %j with a sentence", async (argv, expected) => {
    const { code, err } = await run(["setup", ...argv]);
    expect(code).toBe(1);
    expect(err).toContain(expected);
  });

  it.each([
    [["--section", "Fims"], 'no film library "Fims"; it has "Films", "Family"'],
    [[], "Say --section"],
  ])("needs libraries that are there: %j", async (argv, expected) => {
    const { code, err } = await run(["setup", ...servers(), ...argv]);
    expect([code, err]).toEqual([1, expect.stringContaining(expected)]);
  });
});

describe("stash2plex setup on a terminal", () => {
  it("asks for everything, again where an answer proves wrong, and shows no secret", async () => {
    const typed = [
      "http://127.0.0.1:20995", // nobody is there
      "",
      stage.stash.url,
      KEY,
      stage.pms.url,
      "wrong-token",
      stage.pms.url,
      TOKEN,
      "fims",
      "Films, 2",
      stage.url,
      "",
      "y", // the agent
      "", // adopt: no
      "n", // the plugin
      "y",
    ];
    const { code, out } = await run(["setup"], typed);
    expect(out).toContain("Everything is set up.");
    expect(code).toBe(0);
    expect(out).toContain('Plex has no film library "fims"');
    expect(stage.pms.sections().map(({ providerGroupId }) => providerGroupId)).toEqual([
      3,
      3,
      null,
    ]);
  });

  it("changes nothing without a yes", async () => {
    const typed = ["n", "n", "n", "n"];
    const { code, err } = await run(
      ["setup", ...flags(), "--provider-url-for-stash", stage.url],
      typed,
    );
    expect([code, err]).toEqual([1, "Nothing was changed.\n"]);
    expect(stage.writes()).toEqual([]);
    expect(stage.settingsFile()).toBeNull();
  });
});

describe("stash2plex register and unregister", () => {
  const settings = (): string =>
    `stashUrl: ${stage.stash.url}\nplexUrl: ${stage.pms.url}\nplexToken: ${TOKEN}\n`;

  it("need to know Plex", async () => {
    expect(await run(["register"])).toMatchObject({
      code: 78,
      err: expect.stringContaining("PLEX_URL and PLEX_TOKEN are not both set"),
    });
  });

  it("register once, and take it out unless it is used", async () => {
    await run(["setup", ...flags(), "--assign"]);
    expect((await run(["register"])).out).toContain("Plex knows this provider at");
    expect(await run(["unregister"])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^"Films" uses this provider/),
    });
    stage.writes();
    const [section] = stage.pms.sections();
    if (section === undefined) throw new Error("There is no section.");
    Object.assign(section, { agent: "tv.plex.agents.movie", providerGroupId: null });
    expect((await run(["unregister", "--dry-run"])).out).toContain(
      "Plex would forget this provider",
    );
    expect(stage.writes()).toEqual([]);
    expect((await run(["unregister"])).out).toContain("Plex has forgotten this provider");
    expect(stage.writes()).toEqual([
      "DELETE /media/providers/metadata/group/3",
      "DELETE /media/providers/metadata/1",
    ]);
    expect(await run(["unregister", "--json"])).toMatchObject({ code: 0 });
    expect(stage.writes()).toEqual([]);
  });

  it("says why Plex cannot read the provider", async () => {
    stage.writeSettingsFile(settings());
    const { code, err } = await run(["register", "--url", "http://127.0.0.1:20994"]);
    expect([code, err]).toEqual([1, expect.stringContaining("Nothing answers there from here")]);
    const dry = await run(["register", "--url", stage.url, "--dry-run", "--json"]);
    expect(JSON.parse(dry.out)).toMatchObject({ deeds: [{ state: "to-do" }, { state: "to-do" }] });
  });
});
