import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import {
  closeSetupStages,
  type SetupStage,
  type SetupStageOptions,
  startSetupStage,
} from "../../test/setup-stage.ts";

let stage: SetupStage;

const start = async (options: SetupStageOptions = {}): Promise<void> => {
  stage = await startSetupStage(options);
};

beforeEach(() => start());
afterEach(closeSetupStages);

const KEY = "key-canary-of-stash";
const TOKEN = "token-canary-of-plex";

const sentence = async (asked: Promise<unknown>): Promise<string> => {
  const error: unknown = await asked.then(
    () => new Error("It did not fail."),
    (problem: unknown) => problem,
  );
  if (!(error instanceof Error)) throw new Error("It rejected with something else.");
  expect(error.message).not.toMatch(/canary/);
  return error.message;
};

describe("the check of Stash", () => {
  it("says what it has", async () => {
    expect(await stage.setup.checkStash(stage.choices.stash)).toEqual({
      version: "v0.30.1",
      scenes: 3,
      folders: ["/data/media", "/data/more", "/archive"],
    });
  });

  it.each([
    ["http://user:pass-canary@stash:9999", /^STASH_URL must not hold a user name or password/],
    ["stash:9999", /^STASH_URL must begin with http:/],
    ["http://127.0.0.1:9", /STASH_URL \(http:\/\/127\.0\.0\.1:9\)/],
  ])("refuses the address %s", async (url, expected) => {
    const choice = { url, apiKey: KEY };
    expect(await sentence(stage.setup.checkStash(choice))).toMatch(expected);
  });

  it("names a key that is refused", async () => {
    await start({ stash: { apiKey: "the-right-one" } });
    const asked = stage.setup.checkStash({ url: stage.stash.url, apiKey: KEY });
    expect(await sentence(asked)).toMatch(/STASH_API_KEY/);
  });

  it("says that Stash is too old", async () => {
    await start({ stash: { version: "v0.24.3" } });
    expect(await sentence(stage.setup.checkStash(stage.choices.stash))).toMatch(
      /v0\.24\.3.*v0\.25/,
    );
  });

  it("says that Stash was never set up", async () => {
    stage.stash.state = "SETUP";
    expect(await sentence(stage.setup.checkStash(stage.choices.stash))).toMatch(/never set up/);
  });

  it("knows Plex at the address of Stash", async () => {
    const asked = stage.setup.checkStash({ url: stage.pms.url, apiKey: null });
    expect(await sentence(asked)).toMatch(/STASH_URL/);
  });
});

describe("the check of Plex", () => {
  const check = (changes: { readonly url?: string; readonly token?: string } = {}) =>
    stage.setup.checkPlex({ url: stage.pms.url, token: stage.pms.token, ...changes });

  it("says what it has: film libraries, and which are ours", async () => {
    stage.pms.addSection({ title: "Ours", locations: ["/o"], agent: PROVIDER_IDENTIFIER });
    const found = await check();
    expect(found.sections.map(({ title }) => title)).toEqual(["Films", "Family", "Ours"]);
    expect(found).toMatchObject({ version: expect.stringMatching(/^1\.43/), ours: ["4"] });
    expect(stage.writes()).toEqual([]);
  });

  it.each([
    [{ url: "http://user:pass-canary@plex:32400" }, /^PLEX_URL must not hold a user name/],
    [{ url: "plex" }, /^PLEX_URL must begin with http:/],
    [{ url: "http://127.0.0.1:9" }, /PLEX_URL/],
    [{ token: TOKEN }, /refused the token \(401\)/],
    [{ token: "short" }, /^PLEX_TOKEN must be 8 to 256/],
    [{ token: "claim-canary-1234" }, /claim token/],
  ])("refuses %j", async (changes, expected) => {
    expect(await sentence(check(changes))).toMatch(expected);
  });

  it("says that Plex is too old for providers", async () => {
    await start({ plex: { missingRoutes: ["GET /media/providers/metadata"] } });
    expect(await sentence(check())).toMatch(/Update it to version 1\.43/);
  });

  it("knows Stash at the address of Plex", async () => {
    expect(await sentence(check({ url: stage.stash.url }))).toMatch(/PLEX_URL/);
  });
});
