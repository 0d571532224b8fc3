import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type Ask, askServer } from "../../test/plex-harness.ts";
import { type SetupHarness, startSetupHarness } from "../../test/setup-harness.ts";
import { cookieValue } from "../ui/viewer.ts";

let harness: SetupHarness;

beforeEach(async () => {
  harness = await startSetupHarness();
});

afterEach(() => harness.close());

const pages = [
  "/ui/setup/stash",
  "/ui/setup/plex",
  "/ui/setup/plex/login",
  "/ui/setup/library",
  "/ui/setup/paths",
  "/ui/setup/preview",
  "/ui/setup/choices",
  "/ui/setup/summary",
  "/ui/setup/run",
  "/ui/setup/wait/stash",
  "/ui/setup/poster/now/11",
  "/ui/setup/poster/then/5",
];
const actions = [
  "/ui/setup/stash",
  "/ui/setup/plex",
  "/ui/setup/plex/login",
  "/ui/setup/plex/login/look",
  "/ui/setup/plex/without",
  "/ui/setup/library",
  "/ui/setup/paths",
  "/ui/setup/preview",
  "/ui/setup/choices",
  "/ui/setup/run",
];

describe("without the code", () => {
  it("the page asks for it, and says where it is", async () => {
    const page = await harness.browser().get("/ui/setup");
    expect(page.status).toBe(200);
    expect(page.text).toContain("docker logs");
    expect(page.headers["cache-control"]).toBe("no-store");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(harness.codes).toEqual(["AAAA-AAAA"]);
    expect(page.text).not.toContain("AAAA-AAAA");
  });

  it.each(pages)("nothing is seen at %s", async (path) => {
    const answer = await harness.browser().get(path);
    expect([answer.status, answer.headers.location]).toEqual([303, "/ui/setup"]);
    expect(harness.setup.asked).toEqual([]);
  });

  it.each(actions)("nothing is done by %s", async (path) => {
    const browser = harness.browser();
    await browser.get("/ui/setup");
    const answer = await browser.send(path, { address: "http://stash:9999", section: "1" });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Your visit has ended");
    expect(harness.setup.asked).toEqual([]);
  });

  it("a made-up cookie is no session", async () => {
    const browser = harness.browser();
    browser.cookie = `stash2plex-setup=${"A".repeat(43)}`;
    expect((await browser.get("/ui/setup/stash")).status).toBe(303);
  });
});

describe("the code", () => {
  it("opens a session of this browser, with a cookie that no script and no other site gets", async () => {
    const browser = harness.browser();
    await browser.get("/ui/setup");
    const before = browser.cookie;
    const answer = await browser.send("/ui/setup/code", { code: "aaaa aaaa" });
    expect([answer.status, answer.headers.location]).toEqual([303, "/ui/setup"]);
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toContain("; Path=/ui/setup; HttpOnly; SameSite=Strict");
    expect(browser.cookie).not.toBe(before);
    expect((await browser.follow(answer)).text).toContain("Where is Stash?");
  });

  it("holds once", async () => {
    await harness.enter();
    const other = harness.browser();
    await other.get("/ui/setup");
    expect((await other.send("/ui/setup/code", { code: "AAAA-AAAA" })).status).toBe(403);
    expect(harness.codes).toEqual(["AAAA-AAAA", "BBBB-BBBB"]);
  });

  it("cannot be guessed: another one after ten wrong ones, and the address has to wait", async () => {
    const browser = harness.browser();
    await browser.get("/ui/setup");
    for (let times = 0; times < 10; times += 1) {
      const answer = await browser.send("/ui/setup/code", { code: "ZZZZ-ZZZZ" });
      expect([answer.status, answer.text.includes("That is not the code")]).toEqual([403, true]);
    }
    expect(harness.codes).toEqual(["AAAA-AAAA", "BBBB-BBBB"]);
    expect((await browser.send("/ui/setup/code", { code: "BBBB-BBBB" })).status).toBe(429);
    harness.clock.advance(60_000);
    expect((await browser.send("/ui/setup/code", { code: "AAAA-AAAA" })).status).toBe(403);
    expect((await browser.send("/ui/setup/code", { code: "BBBB-BBBB" })).status).toBe(303);
  });

  it.each([
    ["without the token of the form", {}],
    ["with a made-up one", { _token: "x".repeat(60) }],
  ])("is not taken %s", async (_name, extra) => {
    const browser = harness.browser();
    await browser.get("/ui/setup");
    const answer = await browser.post("/ui/setup/code", { code: "AAAA-AAAA", ...extra });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("no longer valid");
  });

  it("is not taken from a page of another site, nor from the address", async () => {
    const browser = harness.browser();
    await browser.get("/ui/setup?code=AAAA-AAAA");
    expect((await browser.get("/ui/setup/stash")).status).toBe(303);
    const answer = await browser.post(
      "/ui/setup/code",
      { code: "AAAA-AAAA" },
      { origin: "http://evil.example" },
    );
    expect(answer.status).toBe(403);
  });
});

describe("a session", () => {
  it("ends after half an hour without use", async () => {
    const browser = await harness.enter();
    harness.clock.advance(29 * 60_000);
    expect((await browser.get("/ui/setup/stash")).status).toBe(200);
    harness.clock.advance(29 * 60_000);
    expect((await browser.get("/ui/setup/stash")).status).toBe(200);
    harness.clock.advance(31 * 60_000);
    expect((await browser.get("/ui/setup/stash")).status).toBe(303);
  });

  it.each(actions)("does nothing by %s without the token of the form", async (path) => {
    const browser = await harness.enter();
    const answer = await browser.post(path, { address: "http://stash:9999" });
    expect([answer.status, answer.text.includes("no longer valid")]).toEqual([403, true]);
    expect(harness.setup.asked).toEqual([]);
  });

  it("does not take the token of another browser", async () => {
    const one = await harness.enter();
    const other = harness.browser();
    const page = await other.get("/ui/setup");
    const token = /value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const answer = await one.post("/ui/setup/stash", { address: "http://x", _token: token });
    expect(answer.status).toBe(403);
  });
});

describe("beside a running provider", () => {
  it("asks for the code where there is no API_TOKEN", async () => {
    harness.running = { apiToken: null };
    const page = await harness.browser().get("/ui/setup");
    expect([page.status, page.text.includes("Code from the log")]).toEqual([200, true]);
  });

  it.each([
    ["a browser from elsewhere, without API_TOKEN", null, { "x-forwarded-for": "203.0.113.9" }],
    ["who has not signed in, with API_TOKEN", "a-long-token", {}],
    ["who has a wrong token", "a-long-token", { authorization: "Bearer another-token" }],
  ])("refuses %s", async (_name, apiToken, headers) => {
    harness.running = { apiToken };
    const browser = harness.browser();
    await browser.get("/ui/setup/style.css");
    const answer = await browser.post("/ui/setup/code", { code: "AAAA-AAAA" }, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Sign in first");
    expect(harness.codes).toEqual([]);
  });

  it("lets in who has signed in with API_TOKEN, without a code", async () => {
    harness.running = { apiToken: "a-long-token" };
    const browser = harness.browser();
    const answer = await browser.post(
      "/ui/setup/code",
      {},
      { authorization: "Bearer a-long-token" },
    );
    // A form is wanted all the same: only looking at the page opens a session.
    expect(answer.status).toBe(403);
    browser.cookie = `stash2plex=${cookieValue("a-long-token")}`;
    const came = await browser.follow(await browser.get("/ui/setup"));
    expect(came.text).toContain("Where is Stash?");
    expect(harness.codes).toEqual([]);
  });

  it("keeps a session that was opened before the provider ran", async () => {
    const browser = await harness.enter();
    harness.running = { apiToken: "a-long-token" };
    expect((await browser.get("/ui/setup/stash")).status).toBe(200);
  });
});

describe("hostile requests", () => {
  it.each<readonly [string, string, Pick<Ask, "body" | "headers">]>([
    ["GET", "/ui/setup/%E0%A4%A", {}],
    ["GET", "/ui/setup/poster/now/__proto__", {}],
    ["GET", "/ui/setup/poster/then/1e999", {}],
    ["GET", "/ui/setup/wait/constructor", {}],
    ["GET", "/ui/setup/wait/toString", {}],
    ["GET", "/ui/setup/nothing", {}],
    ["DELETE", "/ui/setup/stash", {}],
    ["POST", "/ui/setup/code", { body: "a".repeat(100_000) }],
    ["POST", "/ui/setup/stash", { body: "%" }],
    ["POST", "/ui/setup/stash", { body: "__proto__=1&address[a]=b&_token=x" }],
    ["POST", "/ui/setup/stash", { body: "{", headers: { "content-type": "application/json" } }],
  ])("%s %s crashes nothing", async (method, path, { body, headers = {} }) => {
    const browser = await harness.enter();
    const answer = await askServer(harness.port, path, {
      method,
      headers: {
        cookie: browser.cookie,
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    expect(answer.status).toBeLessThan(504);
    expect(answer.status).not.toBe(500);
    expect(answer.text).not.toContain("    at ");
    expect(harness.setup.asked).toEqual([]);
  });
});
