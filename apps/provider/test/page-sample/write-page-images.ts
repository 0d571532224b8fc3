import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";
import sharp from "sharp";

import { startPageSample } from "./page-sample.ts";

/** Of what the README shows: the page of a sample at a fixed time, so that only the page itself changes them. */
const images = [
  ["overview", "/ui", 912],
  ["gaps", "/ui/gaps", 868],
] as const;

const folder = new URL("../../../../docs/images/", import.meta.url);
const sample = await startPageSample();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  for (const [name, path, height] of images) {
    const page = await browser.newPage({
      colorScheme: "light",
      viewport: { width: 1_280, height },
    });
    await page.goto(`http://127.0.0.1:${sample.port}${path}`, { waitUntil: "load" });
    // Pictures load when they come into sight, and each takes its time.
    await page.evaluate(
      "Promise.all([...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight).map((image) => image.decode()))",
    );
    const picture = await page.screenshot();
    const small = await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toBuffer();
    writeFileSync(fileURLToPath(new URL(`${name}.png`, folder)), small);
    await page.close();
  }
} finally {
  await browser.close();
  await sample.close();
}
