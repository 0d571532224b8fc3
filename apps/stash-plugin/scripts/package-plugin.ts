// Makes dist/packages: both packages, the index that Stash reads, and a page for people. Needs a build before.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { stringify } from "yaml";
import * as z from "zod";

import { checkPackage } from "../packaging/check-package.ts";
import { indexPage } from "../packaging/index-page.ts";
import { packageIds } from "../packaging/manifests.ts";
import { packageFiles } from "../packaging/package-files.ts";
import { indexEntryOf, indexSchema } from "../packaging/package-index.ts";
import { zipOf } from "../packaging/package-zip.ts";

const app = new URL("../", import.meta.url);
const target = new URL("dist/packages/", app);

/** The time of the newest commit of what goes into the packages; "" where no git or no history is at hand. */
const commitTime = (): string => {
  const paths = [".", "../../packages/engine", "../../packages/shared"];
  const asked = spawnSync("git", ["log", "-1", "--format=%ct", "--", ...paths], {
    cwd: app,
    encoding: "utf8",
  });
  return asked.status === 0 ? asked.stdout.trim() : "";
};

/** The same commit gives the same index. Without one, as in the build of the image, it is the time of the build. */
const releaseTime = (): number => {
  const isTime = (text: string): boolean => /^\d{1,11}$/.test(text);
  const known = [process.env.SOURCE_DATE_EPOCH ?? "", commitTime()].find(isTime);
  return known === undefined ? Math.floor(Date.now() / 1_000) : Number(known);
};

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("package.json", app), "utf8")));
const release = { version, epochSeconds: releaseTime() };

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const entries = packageIds.map((id) => {
  const zip = zipOf(packageFiles(id, version));
  checkPackage(id, zip);
  writeFileSync(new URL(`${id}.zip`, target), zip);
  return indexEntryOf(id, zip, release);
});
writeFileSync(
  new URL("index.yml", target),
  stringify(indexSchema.parse(entries), { version: "1.1", lineWidth: 0 }),
);
writeFileSync(new URL("index.html", target), indexPage(entries));
for (const { id, version: made, date, sha256 } of entries)
  process.stdout.write(`${id} ${made} ${date} ${sha256}\n`);
