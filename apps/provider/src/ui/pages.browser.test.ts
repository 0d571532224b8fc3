import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type Browser, chromium } from "playwright-core";

import { type AdminHarness, readyMirror, startAdminHarness } from "../../test/admin-harness.ts";

const executablePath = "/usr/bin/chromium";
const screenshots = process.env.SCREENSHOT_DIR;

/** Ratio of WCAG 2 between two colours as the browser computed them. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+(\.\d+)?/g) ?? []).map((text) => {
      const value = Number(text) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

interface Measured {
  readonly overflow: number;
  readonly text: string;
  readonly soft: string;
  readonly card: string;
}

/** Runs in the browser. */
const measure = `({
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  text: getComputedStyle(document.body).color,
  soft: getComputedStyle(document.querySelector(".soft")).color,
  card: getComputedStyle(document.querySelector("section")).backgroundColor,
})`;

const describeWithBrowser = existsSync(executablePath) ? describe : describe.skip;

describeWithBrowser("the page in a browser", () => {
  let harness: AdminHarness;
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }, 60_000);

  afterAll(() => browser.close());

  beforeEach(async () => {
    harness = await startAdminHarness();
    harness.rules = [
      { name: "nas", plex: "/data/media", stash: "/mnt/media", refused: null },
      {
        name: "old",
        plex: "/old",
        stash: "/x",
        refused: 'its test pair maps "/old/a.mp4" to "/x/b.mp4"',
      },
    ];
    await harness.ask("/library/metadata/matches?type=1&filename=Alps/Opening.mp4", {
      method: "POST",
    });
    await harness.ask("/library/metadata/scene-77");
  });

  afterEach(async () => {
    await harness.close();
  });

  it.each([
    ["light", 1200],
    ["dark", 1200],
    ["light", 380],
    ["dark", 380],
  ] as const)("is readable in %s at %i pixels", async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${harness.port}/ui`);
    expect(complaints).toEqual([]);
    expect(await page.locator("code.address").textContent()).toBe(
      `http://127.0.0.1:${harness.port}`,
    );
    const { overflow, text, soft, card } = await page.evaluate<Measured>(measure);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(contrast(text, card)).toBeGreaterThan(7);
    expect(contrast(soft, card)).toBeGreaterThan(4.5);
    if (screenshots !== undefined) {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({
        path: join(screenshots, `ui-${colorScheme}-${width}.png`),
        fullPage: true,
      });
    }
    await page.close();
  });

  it("opens the reasons by keyboard, and holds the question about a new library", async () => {
    harness.mirror = {
      ...readyMirror,
      phase: "frozen",
      frozen: { since: 1, reason: "1,100 of 1,234 scenes would vanish." },
    };
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${harness.port}/ui`);
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.getByText("base name: Opening.mp4 is unique in Stash").isVisible()).toBe(
      true,
    );
    await page.getByRole("button", { name: /copy it anew/ }).click();
    expect(new URL(page.url()).pathname).toBe("/ui");
    expect(harness.accepted).toBe(1);
    await page.close();
  });
});
