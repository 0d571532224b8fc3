import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import axe, { type AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import {
  PLEX_TOKEN,
  type SetupProgram,
  STASH_KEY,
  startSetupProgram,
} from "../../test/setup-program.ts";

const executablePath = "/usr/bin/chromium";
const screenshots = process.env.SCREENSHOT_DIR;

const looks = [
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
] as const;

const describeWithBrowser = existsSync(executablePath) ? describe : describe.skip;

describeWithBrowser("the set-up in a browser", () => {
  let program: SetupProgram;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }, 60_000);

  afterAll(() => browser.close());

  beforeEach(async () => {
    program = await startSetupProgram();
  });

  afterEach(async () => {
    await context.close();
    await program.close();
  }, 30_000);

  async function open(javaScriptEnabled: boolean): Promise<{ page: Page; complaints: string[] }> {
    context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(program.url)) complaints.push(`foreign: ${request.url()}`);
      if (request.url().includes("canary")) complaints.push(`secret: ${request.url()}`);
    });
    await page.goto(`${program.url}/ui`);
    return { page, complaints };
  }

  /** What axe finds, in every look, and that nothing is wider than the screen. */
  async function judge(page: Page, name: string): Promise<void> {
    if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
    for (const [colorScheme, width] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await page.evaluate<AxeResults>("axe.run(document)");
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${id}: ${html}`),
      );
      expect([name, colorScheme, width, found]).toEqual([name, colorScheme, width, []]);
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect([name, width, overflow <= 0]).toEqual([name, width, true]);
      if (screenshots !== undefined) {
        mkdirSync(screenshots, { recursive: true });
        const path = join(screenshots, `setup-${name}-${colorScheme}-${width}.png`);
        await page.screenshot({ path, fullPage: true });
      }
    }
    expect(await page.content()).not.toMatch(/canary/);
  }

  const heading = (page: Page, name: string): Promise<void> =>
    page.getByRole("heading", { name }).waitFor();

  async function comeIn(page: Page): Promise<void> {
    await page.getByLabel("Code from the log").fill(program.code());
    await page.keyboard.press("Enter");
    await heading(page, "Where is Stash?");
  }

  async function enterStash(page: Page): Promise<void> {
    await page.getByLabel("Address").fill(program.stash.url);
    await page.getByLabel("API key").fill(STASH_KEY);
    await page.getByRole("button", { name: "Check and go on" }).click();
    await heading(page, "Where is Plex?");
  }

  async function toPreview(page: Page): Promise<void> {
    await page.getByRole("checkbox", { name: /^Films/ }).check();
    await page.getByRole("button", { name: "Go on" }).click();
    await heading(page, "Do both see the same folders?");
  }

  it("goes through it with script, every page clean in light and dark, wide and narrow", async () => {
    const { page, complaints } = await open(true);
    await judge(page, "code");
    await comeIn(page);
    await judge(page, "stash");
    await enterStash(page);
    await judge(page, "plex");
    await page.getByRole("button", { name: "Log in with Plex" }).click();
    await heading(page, "Log in with Plex");
    await judge(page, "login");
    program.plexTv.approve(1_000_000, PLEX_TOKEN);
    await page.getByText("Plex has given a token.").waitFor();
    await page.getByLabel("Address").fill(program.pms.url);
    await page.getByRole("button", { name: "Check and go on" }).click();
    await heading(page, "Which library");
    await judge(page, "library");
    await toPreview(page);
    await judge(page, "paths");
    await page.getByRole("button", { name: "Show before and after" }).click();
    await heading(page, "Before and after");
    await page.evaluate(
      "Promise.all([...document.images].map((one) => { one.loading = 'eager'; return one.decode(); }))",
    );
    await judge(page, "preview");
    if (screenshots !== undefined) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 1280, height: 960 });
      await page.screenshot({ path: join(screenshots, "setup.png") });
    }
    expect(await page.locator(".setup-pair").count()).toBe(12);
    await page.getByRole("link", { name: "Go on" }).click();
    await heading(page, "What is to be done?");
    await judge(page, "choices");
    await page.getByRole("button", { name: "Show what will be done" }).click();
    await heading(page, "This will be done");
    await judge(page, "summary");
    await page.getByRole("button", { name: "Do it" }).click();
    await page.getByText("Everything is set up").waitFor();
    await judge(page, "done");
    expect(complaints).toEqual([]);
    await page.getByRole("link", { name: "Open the overview" }).click();
    await page.waitForURL(`${program.url}/ui`);
  }, 240_000);

  it("goes through it without script, and back", async () => {
    const { page, complaints } = await open(false);
    await comeIn(page);
    await enterStash(page);
    await page.getByLabel("Address").fill(program.pms.url);
    await page.getByLabel("Token").fill(PLEX_TOKEN);
    await page.getByRole("button", { name: "Check and go on" }).click();
    await heading(page, "Which library");
    await page.getByRole("link", { name: "Stash", exact: true }).click();
    expect(await page.getByLabel("Address").inputValue()).toBe(program.stash.url);
    expect(await page.getByLabel("API key").inputValue()).toBe("");
    await page.goBack();
    await toPreview(page);
    await page.getByRole("button", { name: "Show before and after" }).click();
    await heading(page, "Before and after");
    await page.getByRole("link", { name: "Go on" }).click();
    await page.getByRole("button", { name: "Show what will be done" }).click();
    await page.getByRole("button", { name: "Do it" }).click();
    await page.getByText("Everything is set up").waitFor();
    expect(complaints).toEqual([]);
  }, 180_000);
});
