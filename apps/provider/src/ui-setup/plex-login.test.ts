import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type PlexTv, startPlexTv } from "@stash2plex/simulators/pms-server";

import {
  type PlainBrowser,
  type SetupHarness,
  startSetupHarness,
} from "../../test/setup-harness.ts";

const TOKEN = "canary-token-of-the-account";

let plexTv: PlexTv;
let harness: SetupHarness;
let browser: PlainBrowser;

beforeEach(async () => {
  plexTv = await startPlexTv({ now: () => harness.clock.now() });
  harness = await startSetupHarness({ plexTvUrl: plexTv.url });
  browser = await harness.enter();
  await browser.follow(await browser.send("/ui/setup/stash", { address: "http://stash:9999" }));
});

afterEach(async () => {
  await harness.close();
  await plexTv.close();
});

const FIRST_PIN = 1_000_000;

const begin = async () => browser.follow(await browser.send("/ui/setup/plex/login"));
const look = async () => {
  harness.clock.advance(5_000);
  return browser.follow(await browser.get("/ui/setup/plex/login"));
};

describe("the login by plex.tv", () => {
  it("shows where to agree, and goes on by itself when somebody did", async () => {
    const page = await begin();
    expect(page.text).toMatch(
      /href="https:\/\/app\.plex\.tv\/auth#\?clientID=test&amp;code=[a-z0-9_-]+&amp;/,
    );
    expect(page.text).toContain('rel="noopener noreferrer"');
    expect(page.text).toContain('http-equiv="refresh" content="5"');
    expect((await look()).text).toContain("Open the page of plex.tv");
    plexTv.approve(FIRST_PIN, TOKEN);
    const agreed = await look();
    expect(agreed.text).toContain("Plex has given a token.");
    expect(agreed.text).toContain("leave empty to use it again");
    expect(agreed.text).not.toContain(TOKEN);
    await browser.follow(await browser.send("/ui/setup/plex", { address: "http://plex:32400" }));
    expect(harness.setup.asked.at(-1)).toEqual({
      call: "checkPlex",
      with: { url: "http://plex:32400", token: TOKEN },
    });
    expect(browser.visited.join(" ")).not.toContain(TOKEN);
  });

  it("goes on by the button, too", async () => {
    await begin();
    plexTv.approve(FIRST_PIN, TOKEN);
    harness.clock.advance(2_000);
    const page = await browser.follow(await browser.send("/ui/setup/plex/login/look"));
    expect(page.text).toContain("Plex has given a token.");
  });

  it("asks plex.tv no more than once in two seconds, however often the page is loaded", async () => {
    await begin();
    for (let times = 0; times < 5; times += 1) await browser.get("/ui/setup/plex/login");
    expect(plexTv.requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
  });

  it("says that the PIN is no longer valid, and begins another", async () => {
    await begin();
    plexTv.expire(FIRST_PIN);
    const page = await look();
    expect(page.text).toContain("The login to Plex was not agreed to in time. Begin it again.");
    expect(page.text).not.toContain("refresh");
    expect((await begin()).text).toContain("Open the page of plex.tv");
  });

  it("asks no more once the PIN has run out", async () => {
    await begin();
    // Looking at the page is use of the session.
    for (let times = 0; times < 2; times += 1) {
      harness.clock.advance(15 * 60_000 + 1);
      await browser.get("/ui/setup/plex/login");
    }
    const asked = plexTv.requests.length;
    expect((await look()).text).toContain("was not agreed to in time");
    expect(plexTv.requests).toHaveLength(asked);
  });

  it("says that plex.tv cannot be reached, and that a token can be pasted", async () => {
    await plexTv.close();
    const page = await begin();
    expect(page.text).toContain("plex.tv cannot be reached.");
    expect(page.text).toContain("paste a token instead");
    plexTv = await startPlexTv();
  });

  it("outlives a moment without internet", async () => {
    await begin();
    await plexTv.close();
    const page = await look();
    expect(page.text).toContain("plex.tv cannot be reached.");
    expect(page.text).toContain("Open the page of plex.tv");
    plexTv = await startPlexTv();
  });

  it("was not begun: leads back to the page of Plex", async () => {
    const page = await browser.follow(await browser.get("/ui/setup/plex/login"));
    expect(page.text).toContain("Where is Plex?");
  });
});
