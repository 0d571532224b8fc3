import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { gate } from "../../test/fake-setup.ts";
import {
  type PlainBrowser,
  type SetupHarness,
  startSetupHarness,
} from "../../test/setup-harness.ts";

let harness: SetupHarness;
let browser: PlainBrowser;

beforeEach(async () => {
  harness = await startSetupHarness();
  browser = await harness.enter();
});

afterEach(() => harness.close());

const stash = { address: "http://stash:9999", secret: "canary-stash-key" };
const plex = { address: "http://plex:32400", secret: "canary-plex-token" };
const choices = {
  assign: "on",
  adopt: "on",
  plugin: "on",
  "for-plex": "http://192.0.2.7:9998",
  "for-stash": "http://stash2plex:9998",
};

type Go = Parameters<PlainBrowser["send"]>;

const go = async (...[path, fields]: Go) =>
  browser.follow(await browser.send(`/ui/setup/${path}`, fields));

/** Goes on to the page of a step. */
async function reach(step: "plex" | "library" | "paths" | "preview" | "choices" | "summary") {
  const way: Readonly<Record<typeof step, Go>> = {
    plex: ["stash", stash],
    library: ["plex", plex],
    paths: ["library", { section: "1" }],
    preview: ["paths", { rule: "0" }],
    choices: ["preview"],
    summary: ["choices", choices],
  };
  let page = await browser.get("/ui/setup/stash");
  for (const [name, move] of Object.entries(way)) {
    page = name === "choices" ? await browser.get("/ui/setup/choices") : await go(...move);
    if (name === step) break;
  }
  return page;
}

const calls = () => harness.setup.asked.map(({ call }) => call);
const givenTo = (call: string): unknown =>
  harness.setup.asked.findLast((one) => one.call === call)?.with;

describe("the way through", () => {
  it("asks for Stash, Plex, libraries, rules, shows before and after, and does what was chosen", async () => {
    expect((await reach("plex")).text).toContain("Stash2Plex");
    const library = await reach("library");
    expect(library.text).toContain("Attic");
    expect(library.text).toContain("uses this provider already");
    const paths = await reach("paths");
    expect(paths.text).toContain("13 are found in Stash without any rule");
    const preview = await reach("preview");
    for (const text of [
      "Dawn over the Alps",
      "Ada Frost, Ben Vale",
      "Stash does not know this file",
    ])
      expect(preview.text).toContain(text);
    expect((await reach("choices")).text).toContain("Adopt what is in there already");
    expect(calls()).not.toContain("apply");
    expect((await reach("summary")).text).toContain("Register this provider in Plex.");
    const done = await go("run");
    expect(done.text).toContain("Everything is set up");
    expect(done.text).toContain('href="/ui/gaps"');
    expect(givenTo("apply")).toEqual({
      stash: { url: stash.address, apiKey: stash.secret },
      plex: { url: plex.address, token: plex.secret },
      providerUrl: "http://192.0.2.7:9998/canary-provider-secret",
      providerUrlForStash: "http://stash2plex:9998",
      sectionKeys: ["1"],
      pathRules: [{ name: "films", plex: "/media/films", stash: "/data" }],
      assignSections: true,
      adopt: true,
      installPlugin: true,
      pluginSource: null,
    });
  });

  it("fills in the address by which the browser came, without the secret part", async () => {
    const page = await reach("choices");
    expect(page.text).toContain(`value="http://127.0.0.1:${harness.port}"`);
    expect(page.text).toContain("Only programs on this very machine reach it");
  });

  it("goes without Plex", async () => {
    await reach("plex");
    const page = await go("plex/without");
    expect(page.text).not.toContain("Adopt");
    await go("choices", { plugin: "on", "for-stash": "http://stash2plex:9998" });
    expect((await go("run")).text).toContain("Now add the provider in Plex");
    expect(givenTo("apply")).toMatchObject({ plex: null, sectionKeys: [], adopt: false });
  });

  it("goes without a library: one is made later", async () => {
    await reach("library");
    const page = await go("library");
    expect(page.text).toContain("What is to be done?");
    expect(calls()).not.toContain("preview");
    await go("choices", choices);
    expect((await go("run")).text).toContain("Now make a new library of films in Plex");
    expect(givenTo("apply")).toMatchObject({
      sectionKeys: [],
      assignSections: false,
      pathRules: [],
    });
  });

  it.each(["library", "paths", "preview", "choices", "summary"])(
    "leads back from %s while something before it is missing",
    async (step) => {
      const page = await browser.follow(await browser.get(`/ui/setup/${step}`));
      expect(page.text).toContain("Where is Stash?");
      expect(calls()).toEqual([]);
    },
  );

  it("takes only libraries of films that were listed", async () => {
    await reach("library");
    await go("library", { section: ["1", "99", "__proto__"] });
    expect(givenTo("proposeRules")).toMatchObject({ sectionKeys: ["1"] });
  });
});

describe("what was entered", () => {
  it("is kept when somebody goes back, and secrets never come back", async () => {
    await reach("summary");
    const back = await browser.get("/ui/setup/stash");
    expect(back.text).toContain(`value="${stash.address}"`);
    expect(back.text).toContain("leave empty to use it again");
    const library = await browser.get("/ui/setup/library");
    expect(library.text).toMatch(/name="section" value="1" checked/);
    expect(library.text).not.toMatch(/name="section" value="2" checked/);
    const entered = await browser.get("/ui/setup/choices");
    expect(entered.text).toContain('value="http://192.0.2.7:9998"');
    await go("stash", { address: stash.address });
    expect(givenTo("checkStash")).toEqual({ url: stash.address, apiKey: stash.secret });
  });

  it("leaves a kept key with the server that it belongs to", async () => {
    await reach("plex");
    await go("stash", { address: "http://other:9999" });
    expect(givenTo("checkStash")).toEqual({ url: "http://other:9999", apiKey: null });
  });

  it("stays usable after an address was mistyped", async () => {
    harness.setup.failures.checkPlex = "Nobody answers there.";
    await reach("plex");
    expect((await go("plex", { ...plex, address: "http://plx:32400" })).text).toContain(
      "Nobody answers there.",
    );
    harness.setup.failures.checkPlex = undefined;
    await go("plex", { address: plex.address });
    expect(givenTo("checkPlex")).toEqual({ url: plex.address, token: plex.secret });
  });

  it("is asked anew where it depends on an answer that has changed", async () => {
    await reach("summary");
    await go("stash", { address: "http://other:9999" });
    const page = await browser.follow(await browser.get("/ui/setup/summary"));
    expect(page.text).toContain("Where is Plex?");
  });

  it.each([
    ["", "Enter an address"],
    ["ftp://stash", "must begin with http"],
    ["http://u:canary@stash", "must not hold a user name"],
    ["http://stash:9999?key=1", "must end with its path"],
    ["http://", "must be an address"],
    ['"><script>alert(1)</script>', "must be an address"],
  ])("is refused in a sentence: %j", async (address, sentence) => {
    const page = await go("stash", { address });
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
    expect(page.text).not.toContain("<script>alert");
    expect(calls()).toEqual([]);
  });

  it("gets http:// where that was left out", async () => {
    await go("stash", { address: "192.168.1.10:9999/" });
    expect(givenTo("checkStash")).toMatchObject({ url: "http://192.168.1.10:9999" });
  });

  it("needs a token for Plex", async () => {
    await reach("plex");
    expect((await go("plex", { address: plex.address })).text).toContain("Paste the token");
  });
});

describe("failures", () => {
  it.each([
    ["checkStash", "plex", "stash"],
    ["checkPlex", "library", "plex"],
    ["proposeRules", "paths", "library"],
    ["preview", "preview", "preview"],
    ["plan", "summary", "choices"],
  ] as const)("of %s are told, and tried again", async (call, step, back) => {
    harness.setup.failures[call] = "It says <b>no</b> to canary-stash-key.";
    const page = await reach(step);
    expect(browser.visited.at(-2)).toBe(`/ui/setup/${back}`);
    expect(page.text).toContain("It says &lt;b&gt;no&lt;/b&gt; to ***.");
    harness.setup.failures[call] = undefined;
    expect((await reach(step)).text).not.toContain("It says");
  });

  it("of steps are told with their sentence, and the next going through goes on", async () => {
    harness.setup.ends = (step) =>
      step.id === "provider"
        ? { ...step, state: "failed", result: "Plex could not reach canary-plex-token." }
        : { ...step, state: "done", result: null };
    await reach("summary");
    const page = await go("run");
    expect(page.text).toContain("1 step failed");
    expect(page.text).toContain("Plex could not reach ***.");
    harness.setup.ends = (step) => ({ ...step, state: "done", result: null });
    await browser.follow(await browser.get("/ui/setup/summary"));
    expect((await go("run")).text).toContain("Everything is set up");
  });

  it("of the whole are told", async () => {
    harness.setup.failures.apply = "The settings cannot be written.";
    await reach("summary");
    expect((await go("run")).text).toContain("The settings cannot be written.");
  });
});

describe("what takes long", () => {
  it("shows a page that waits, and goes on by itself", async () => {
    const slow = gate();
    harness.setup.gates.checkStash = slow;
    const sent = browser.send("/ui/setup/stash", stash);
    await untilAsked("checkStash");
    harness.clock.advance(1_000);
    const waiting = await browser.follow(await sent);
    expect(waiting.text).toContain("Asking Stash who it is");
    expect(waiting.text).toContain('http-equiv="refresh" content="2"');
    slow.open();
    await slow.passed;
    const next = await browser.follow(await browser.get("/ui/setup/wait/stash"));
    expect(next.text).toContain("Where is Plex?");
  });

  it("is given up at its deadline", async () => {
    harness.setup.gates.checkStash = gate();
    const sent = browser.send("/ui/setup/stash", stash);
    await untilAsked("checkStash");
    harness.clock.advance(1_000);
    await sent;
    harness.clock.advance(20_000);
    const page = await browser.follow(await browser.get("/ui/setup/wait/stash"));
    expect(page.text).toContain("Stash did not answer within 20 seconds.");
  });

  it("shows the steps as they go, to whoever comes in, and begins nothing twice", async () => {
    const slow = gate();
    await reach("summary");
    harness.setup.gates.apply = slow;
    const running = await go("run");
    expect(running.text).toMatch(/at work<\/span>\s*<div>\s*<p>Write the settings/);
    expect(running.text).toContain('http-equiv="refresh"');
    await go("run");
    const other = await harness.enter();
    expect((await other.get("/ui/setup")).headers.location).toBe("/ui/setup/run");
    expect(calls().filter((call) => call === "apply")).toHaveLength(1);
    slow.open();
    await untilAsked("apply", 3);
    const page = await until(() => browser.get("/ui/setup/run"), "Everything is set up");
    expect(page).not.toContain("refresh");
  });
});

async function until(
  read: () => Promise<{ readonly text: string }>,
  text: string,
): Promise<string> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const page = (await read()).text;
    if (page.includes(text)) return page;
    if (Date.now() > deadline) throw new Error(`The page never said: ${text}`);
  }
}

async function untilAsked(call: string, times = 1): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (calls().filter((one) => one === call).length < times) {
    if (Date.now() > deadline) throw new Error(`${call} was never asked.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("pictures", () => {
  it("are given for the rows that are shown, and for nothing else", async () => {
    await reach("preview");
    for (const path of ["now/11", "then/5"]) {
      const picture = await browser.get(`/ui/setup/poster/${path}`);
      expect([path, picture.status, picture.headers["content-type"]]).toEqual([
        path,
        200,
        "image/jpeg",
      ]);
      expect(picture.headers["cache-control"]).toBe("private, max-age=600");
    }
    for (const path of ["now/12", "now/5", "now/999", "then/11", "then/x", "then/-5"]) {
      expect((await browser.get(`/ui/setup/poster/${path}`)).status).toBe(404);
    }
    expect(calls().filter((call) => call.startsWith("poster"))).toEqual([
      "posterNow",
      "posterThen",
    ]);
  });

  it("that cannot be had are missing, and nothing more", async () => {
    await reach("preview");
    harness.setup.failures.posterNow = "Plex does not answer.";
    expect((await browser.get("/ui/setup/poster/now/11")).status).toBe(404);
  });
});

describe("secrets", () => {
  it("are on no page and in no address", async () => {
    const seen: string[] = [];
    for (const step of ["plex", "library", "paths", "preview", "choices", "summary"] as const) {
      seen.push((await reach(step)).text);
    }
    seen.push((await go("run")).text);
    for (const step of ["stash", "plex", "library", "choices"]) {
      seen.push((await browser.get(`/ui/setup/${step}`)).text);
    }
    expect(seen.join("")).not.toContain("canary");
    expect(browser.visited.join(" ")).not.toContain("canary");
  });
});
