import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { AxeResults } from "axe-core";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import { readyMirror } from "../../test/admin-harness.ts";
import { type PageSample, startPageSample } from "../../test/page-sample/page-sample.ts";

const executablePath = "/usr/bin/chromium";
const screenshots = process.env.SCREENSHOT_DIR;

const pages = [
  ["overview", "/ui"],
  ["gaps", "/ui/gaps"],
  ["repair", "/ui/gaps/repair?all=1"],
  ["matches", "/ui/matches"],
  ["paths", "/ui/paths?plex=%2Fdata%2Ffilms%2FSeals.mkv"],
  ["queue", "/ui/queue"],
  ["settings", "/ui/settings"],
] as const;

/** WCAG 2.0 to 2.2, A and AA, and what axe holds good practice. */
const everyRule = "{ resultTypes: ['violations'] }";
const coloursOnly = "{ runOnly: ['color-contrast'], resultTypes: ['violations'] }";

interface Watched {
  readonly page: Page;
  /** What the browser complained of: errors, refusals of the content policy, failed requests. */
  readonly complaints: string[];
  /** Hosts that were asked. */
  readonly hosts: Set<string>;
}

const describeWithBrowser = existsSync(executablePath) ? describe : describe.skip;

describeWithBrowser("the pages in a browser", () => {
  let sample: PageSample;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }, 60_000);

  afterAll(() => browser.close());

  beforeEach(async () => {
    sample = await startPageSample();
  });

  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await sample.close();
  });

  async function watchedPage(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Watched> {
    const context = await browser.newContext(options);
    contexts.push(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => {
      // The stream of changes ends when a page is left, and that is all right.
      if (!request.url().endsWith("/ui/live")) complaints.push(`failed: ${request.url()}`);
    });
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    return { page, complaints, hosts };
  }

  const address = (path: string): string => `http://127.0.0.1:${sample.port}${path}`;

  async function findings(page: Page, rules: string): Promise<readonly string[]> {
    const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${rules})`);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
    );
  }

  const overflow = (page: Page): Promise<number> =>
    page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );

  /** Another colour scheme changes nothing but colours. */
  const looks = [
    ["light", 1280, everyRule],
    ["dark", 1280, coloursOnly],
    ["light", 360, everyRule],
    ["dark", 360, coloursOnly],
  ] as const;

  it.each(pages)(
    "%s is clean in light and dark, on a desk and on a phone",
    async (name, path) => {
      const { page, complaints, hosts } = await watchedPage();
      await page.goto(address(path));
      await page.evaluate(axe.source);
      for (const [colorScheme, width, rules] of looks) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        expect([colorScheme, width, await findings(page, rules)]).toEqual([colorScheme, width, []]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        if (screenshots === undefined) continue;
        mkdirSync(screenshots, { recursive: true });
        const file = join(screenshots, `${name}-${colorScheme}-${width}.png`);
        await page.screenshot({ path: file, fullPage: true });
      }
      expect(complaints).toEqual([]);
      expect([...hosts]).toEqual([`127.0.0.1:${sample.port}`]);
    },
    90_000,
  );

  it.each([
    ["with script", true],
    ["without script", false],
  ])("repairs a gap by keyboard %s", async (_name, javaScriptEnabled) => {
    const { page, complaints } = await watchedPage({ javaScriptEnabled });
    await page.goto(address("/ui"));
    await page.getByRole("link", { name: "Gaps", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/ui/gaps");
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe(
      "Skip to the content",
    );
    await page.getByLabel("Title or path").focus();
    await page.keyboard.type("seals");
    await page.keyboard.press("Enter");
    await page.waitForURL("**q=seals**");
    expect(await page.locator(".gap").count()).toBe(1);
    await page.getByRole("link", { name: "Bring to Plex: Seals in Deep Winter" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Nothing has been done yet.").waitFor();
    expect(sample.gaps.calls).toEqual([["repair", { ids: [2] }, true]]);
    await page.getByRole("button", { name: "Do it" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("1 scene was put into the queue.").waitFor();
    expect(sample.gaps.calls.at(-1)).toEqual(["repair", { ids: [2] }, false]);
    expect(await page.getByLabel("Title or path").inputValue()).toBe("seals");
    expect(complaints).toEqual([]);
  });

  it("turns pages, and goes back to the one before", async () => {
    const [gap] = sample.gaps.gaps;
    if (gap === undefined) throw new Error("The sample holds no gap.");
    sample.gaps.gaps = Array.from({ length: 120 }, (_, index) => ({
      ...gap,
      id: index + 1,
      title: `Film ${index + 1}`,
    }));
    const { page } = await watchedPage({ javaScriptEnabled: false });
    await page.goto(address("/ui/gaps"));
    await page.getByRole("link", { name: "Next page" }).click();
    await page.getByText("51 to 100 of 120").waitFor();
    await page.getByRole("link", { name: "Next page" }).click();
    await page.getByText("101 to 120 of 120").waitFor();
    await page.goBack();
    await page.getByText("51 to 100 of 120").waitFor();
    await page.getByRole("link", { name: "First page" }).click();
    await page.getByText("1 to 50 of 120").waitFor();
  });

  it.each([
    ["with script", true],
    ["without script", false],
  ])("starts jobs, tries paths and searches settings %s", async (_name, javaScriptEnabled) => {
    const { page, complaints } = await watchedPage({ javaScriptEnabled });
    await page.goto(address("/ui"));
    await page.getByRole("button", { name: "Run now: Follow Stash" }).click();
    await page.getByText("It has begun: Follow Stash.").waitFor();
    expect(sample.begun).toEqual(["follow"]);
    await page.getByRole("link", { name: "Try a path" }).click();
    await page.getByLabel("Path as Plex shows it").fill("/data/films/Seals.mkv");
    await page.getByRole("button", { name: "Try" }).click();
    await page.getByRole("heading", { name: "What Plex would be answered" }).waitFor();
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    const search = page.getByLabel("Search the settings");
    await search.fill("poster_mode");
    if (!javaScriptEnabled) await search.press("Enter");
    await page.getByText("EXCLUDE_TAGS", { exact: true }).waitFor({ state: "hidden" });
    expect(await page.getByText("POSTER_MODE", { exact: true }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("asks once more before the queue is cleared", async () => {
    const { page } = await watchedPage({ javaScriptEnabled: false });
    await page.goto(address("/ui/queue"));
    const sure = page.getByRole("button", { name: "Yes, take 4 out" });
    expect(await sure.isVisible()).toBe(false);
    await page.getByText("Clear the queue ...").focus();
    await page.keyboard.press("Enter");
    await sure.click();
    await page.getByText("3 scenes taken out of the queue.").waitFor();
  });

  it("shows by itself what has changed, and leaves alone what somebody is about to use", async () => {
    const { page, complaints } = await watchedPage();
    await page.goto(address("/ui"));
    const button = page.getByRole("button", { name: "Run now: Follow Stash" });
    await button.focus();
    sample.mirror = {
      ...readyMirror,
      phase: "first-sync",
      scenes: 12_345,
      progress: { done: 500, total: 2_000 },
    };
    await page.getByText("12,345 scenes").waitFor();
    await page.getByRole("progressbar", { name: "Copied scenes" }).waitFor();
    expect(await page.locator("#live-state").textContent()).toContain("copying Stash");
    expect(await page.locator("#news").textContent()).toBe("copying Stash");
    expect(await page.evaluate<string>("document.activeElement.ariaLabel")).toBe(
      "Run now: Follow Stash",
    );
    expect(complaints).toEqual([]);
  });

  it("loads itself again without script while something is under way", async () => {
    sample.mirror = { ...readyMirror, phase: "first-sync", progress: { done: 1, total: 2 } };
    const { page } = await watchedPage({ javaScriptEnabled: false });
    await page.goto(address("/ui"));
    sample.mirror = { ...readyMirror, scenes: 4_321 };
    await page.getByText("4,321 scenes").waitFor({ timeout: 15_000 });
  });

  it("copies the address, and keeps a notice out of what is bookmarked", async () => {
    const { page } = await watchedPage({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(address("/ui"));
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe(address(""));
    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByText("It has begun: Compare both sides.").waitFor();
    expect(new URL(page.url()).search).toBe("");
  });

  it("refuses a form that another site sends", async () => {
    const { page } = await watchedPage();
    await page.setContent(
      `<form method="post" action="${address("/ui/jobs/follow/run")}"><button>Win</button></form>`,
    );
    await page.getByRole("button", { name: "Win" }).click();
    await page.getByRole("heading", { name: "This came from another site" }).waitFor();
    expect(sample.begun).toEqual([]);
  });

  it("shows the pictures of scenes", async () => {
    const { page } = await watchedPage();
    await page.goto(address("/ui/gaps"));
    const picture = page.getByAltText("Picture of the scene Seals in Deep Winter");
    await picture.scrollIntoViewIfNeeded();
    await expect(
      picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).resolves.toBe(320);
  });
});
