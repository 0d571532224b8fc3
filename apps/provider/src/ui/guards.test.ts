import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type AdminHarness, startAdminHarness } from "../../test/admin-harness.ts";
import { formTokenOf, textOf, visitorOf } from "../../test/page-visitor.ts";

const token = "token-canary";
const form = { "Content-Type": "application/x-www-form-urlencoded" };

let harness: AdminHarness;

beforeEach(async () => {
  harness = await startAdminHarness();
});

afterEach(() => harness.close());

async function restart(changes: Parameters<typeof startAdminHarness>[0]): Promise<void> {
  await harness.close();
  harness = await startAdminHarness(changes);
}

async function signIn(): Promise<string> {
  const answer = await visitorOf(harness).post("/ui/sign-in", { token, to: "/ui/queue" }, "/ui");
  expect([answer.status, answer.headers.location]).toEqual([303, "/ui/queue"]);
  expect(String(answer.headers["set-cookie"])).toMatch(/Path=\/ui; HttpOnly; SameSite=Strict/);
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}

describe("forms", () => {
  const run = async (
    headers: Readonly<Record<string, string>>,
    proof: string | null,
  ): Promise<number> => {
    const given = proof === "own" ? formTokenOf(await harness.ask("/ui")) : proof;
    const answer = await harness.ask("/ui/jobs/follow/run", {
      method: "POST",
      headers: { ...form, ...headers },
      body: given === null ? "" : `_token=${encodeURIComponent(given)}`,
    });
    return answer.status;
  };

  it.each([
    ["nothing at all", {}, null, 403],
    ["an origin of ours alone", { Host: "nas:9998", Origin: "http://nas:9998" }, null, 403],
    ["an invented proof", {}, `${"A".repeat(16)}.${"A".repeat(43)}`, 403],
    ["our proof from another site", { Origin: "https://evil.example" }, "own", 403],
    ["our proof across sites", { "Sec-Fetch-Site": "cross-site" }, "own", 403],
    ["our proof with no origin that is one", { Origin: "null" }, "own", 403],
    ["our proof", {}, "own", 303],
    ["our proof and origin", { Host: "nas:9998", Origin: "http://nas:9998" }, "own", 303],
  ])("with %s", async (_name, headers, proof, status) => {
    expect(await run(headers, proof)).toBe(status);
    expect(harness.jobsRun).toEqual(status === 303 ? ["follow"] : []);
  });

  it("that are refused say so on a page, with the way back", async () => {
    const answer = await visitorOf(harness).post("/ui/jobs/follow/run", {});
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(textOf(answer)).toContain("Nothing was done: open the page again");
    expect(answer.text).toContain('<a href="/ui">To the overview</a>');
  });

  it("prove the viewer: a proof given before signing in is worth nothing after", async () => {
    await restart({ apiToken: token });
    const before = formTokenOf(await harness.ask("/ui"));
    const cookie = await signIn();
    const visitor = visitorOf(harness, { Cookie: cookie });
    expect((await visitor.post("/ui/jobs/follow/run", { _token: before })).status).toBe(403);
    expect((await visitor.post("/ui/jobs/follow/run", {}, "/ui")).status).toBe(303);
  });

  it("that are too large or malformed are refused on a page", async () => {
    const large = await harness.ask("/ui/jobs/follow/run", {
      method: "POST",
      headers: form,
      body: `_token=${"a".repeat(100_000)}`,
    });
    expect([large.status, large.headers["content-type"]]).toEqual([
      400,
      expect.stringContaining("text/html"),
    ]);
    expect(large.text).toContain("malformed or too large");
  });
});

describe("API_TOKEN", () => {
  beforeEach(() => restart({ apiToken: token, providerSecret: "secret-canary" }));

  it("opens the pages after signing in, by a cookie that does not hold it", async () => {
    expect((await harness.ask("/ui")).text).not.toContain("secret-canary");
    const cookie = await signIn();
    expect(cookie).not.toContain(token);
    const page = await harness.ask("/ui", { headers: { Cookie: cookie } });
    expect(page.text).toContain("/secret-canary</code>");
    expect(page.text).not.toContain(token);
    const wrong = await harness.ask("/ui", { headers: { Cookie: `${cookie}x` } });
    expect(wrong.text).not.toContain("secret-canary");
  });

  it("is wanted for every action", async () => {
    const proof = formTokenOf(await harness.ask("/ui"));
    for (const action of [
      "/ui/jobs/follow/run",
      "/ui/accept-new-library",
      "/ui/gaps/repair",
      "/ui/queue/clear",
    ]) {
      const answer = await visitorOf(harness).post(action, { _token: proof, all: "1" });
      expect([action, answer.status]).toEqual([action, 401]);
    }
    expect([harness.jobsRun, harness.accepted, harness.gaps.calls]).toEqual([[], 0, []]);
  });

  it("is not taken for a wrong one, and cannot be tried for ever", async () => {
    const visitor = visitorOf(harness);
    for (let index = 0; index < 10; index += 1) {
      const answer = await visitor.post("/ui/sign-in", { token: `wrong-${index}` }, "/ui");
      expect([answer.status, answer.headers["set-cookie"]]).toEqual([401, undefined]);
    }
    expect((await visitor.post("/ui/sign-in", { token }, "/ui")).status).toBe(429);
  });

  it("leads nowhere else after signing in", async () => {
    const answer = await visitorOf(harness).post(
      "/ui/sign-in",
      { token, to: "https://evil.example/" },
      "/ui",
    );
    expect(answer.headers.location).toBe("/ui");
  });

  it("opens no page of files to who has not signed in", async () => {
    for (const path of ["/ui/gaps", "/ui/paths?plex=/data/a.mp4", "/ui/settings", "/ui/queue"]) {
      const { status, text } = await harness.ask(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain('action="/ui/sign-in"');
      expect(text).not.toMatch(/Tram|mnt|STASH_URL<\/code>|secret-canary/);
    }
  });
});

describe("addresses below /ui", () => {
  it.each([
    ["GET", "/ui/nothing", 404],
    ["GET", "/ui/gaps/%00", 404],
    ["POST", "/ui/nothing", 404],
    ["GET", "/ui/queue/clear", 404],
    ["DELETE", "/ui/gaps", 405],
  ])("%s %s is answered with a page", async (method, path, status) => {
    const answer = await harness.ask(path, { method });
    expect([answer.status, answer.headers["content-type"]]).toEqual([
      status,
      expect.stringContaining("text/html"),
    ]);
    expect(answer.text).toContain('aria-label="Pages"');
  });
});
