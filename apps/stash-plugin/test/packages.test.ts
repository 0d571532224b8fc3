import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { parse } from "yaml";

import { checkPackage } from "../packaging/check-package.js";
import { manifestSchema } from "../packaging/known-keys.js";
import { manifestOf, packageIds } from "../packaging/manifests.js";
import { indexSchema, stashDate } from "../packaging/package-index.js";
import { zipOf } from "../packaging/package-zip.js";
import { pluginSettings } from "../src/manifest/settings.js";

const app = new URL("../", import.meta.url);
const made = (name: string): Uint8Array => readFileSync(new URL(`dist/packages/${name}`, app));

const makePackages = (timeZone: string): void => {
  execFileSync(process.execPath, [fileURLToPath(new URL("scripts/package-plugin.ts", app))], {
    env: { ...process.env, SOURCE_DATE_EPOCH: "1769860800", TZ: timeZone },
    stdio: "pipe",
  });
};

beforeAll(() => makePackages("Europe/Berlin"));

describe("the index", () => {
  it("B9: names each package beside it, with the lower-case sum of the very file", () => {
    const index = indexSchema.parse(parse(strFromU8(made("index.yml")), { version: "1.1" }));
    expect(index.map(({ id }) => id)).toEqual(packageIds);
    for (const { path, sha256 } of index)
      expect(createHash("sha256").update(made(path)).digest("hex")).toBe(sha256);
  });

  it("gives the date in the layout that Stash reads", () => {
    expect(strFromU8(made("index.yml"))).toMatch(/^ {2}date: "?2026-01-31 12:00:00"?$/m);
    expect(stashDate(0)).toBe("1970-01-01 00:00:00");
  });

  it("has a page that says how to add the source", () => {
    const page = strFromU8(made("index.html"));
    expect(page).toContain("Add Source");
    for (const id of packageIds) expect(page).toContain(`${id}.zip`);
  });
});

describe.each(packageIds)("the package %s", (id) => {
  const files = (): Record<string, Uint8Array> => unzipSync(made(`${id}.zip`));

  it("B20: holds exactly one manifest, named like its id, with known keys only", () => {
    expect(() => checkPackage(id, made(`${id}.zip`))).not.toThrow();
    expect(Object.keys(files()).filter((name) => /\.ya?ml$/.test(name))).toEqual([`${id}.yml`]);
  });

  it("is the same wherever it is made", () => {
    const before = made(`${id}.zip`);
    makePackages("America/New_York");
    expect(Buffer.from(made(`${id}.zip`)).equals(Buffer.from(before))).toBe(true);
  });

  it("B39, L18: needs no other package, and nothing that only one system has", () => {
    const { exec, interface: kind } = manifestOf(id, "1.0.0");
    expect(strFromU8(made("index.yml"))).not.toContain("requires");
    expect([exec, kind]).toEqual(
      id === "Stash2Plex" ? [["stash2plex.js"], "js"] : [["sh", "{pluginDir}/launch.sh"], "raw"],
    );
    if (id === "Stash2PlexCli") expect(Object.keys(files())).toContain("sh.cmd");
  });

  it("B43: has no file of which another program may think that it is its own", () => {
    const known =
      /^(?:Stash2Plex(?:Cli)?\.yml|stash2plex[\w-]*\.js|(?:hook|main|engine)\.cjs|launch\.sh|sh\.cmd)$/;
    expect(Object.keys(files()).filter((name) => !known.test(name))).toEqual([]);
  });

  it("offers every setting, hooks and tasks", () => {
    const manifest = manifestSchema.parse(
      parse(strFromU8(files()[`${id}.yml`] ?? new Uint8Array())),
    );
    expect(Object.keys(manifest.settings ?? {}).sort()).toEqual(
      pluginSettings.map(({ key }) => key as string).sort(),
    );
    expect(manifest.hooks?.[0]?.triggeredBy).toHaveLength(19);
    expect(manifest.tasks?.map(({ defaultArgs }) => defaultArgs?.do)).toContain(
      "reconcile-missing",
    );
  });
});

describe("the check of a package", () => {
  const good = (): Record<string, Uint8Array> => unzipSync(made("Stash2Plex.zip"));
  const checked = (files: Record<string, Uint8Array>) => () =>
    checkPackage("Stash2Plex", zipSync(files));

  it.each([
    ["a second manifest", { "docker-compose.yml": "a: 1" }, /exactly one manifest/],
    ["an unknown key", { "Stash2Plex.yml": "name: a\nid: b\nexec: [stash2plex.js]" }, /id/],
    [
      "a default that Stash does not know",
      {
        "Stash2Plex.yml":
          'name: a\nversion: "1.0.0"\nexec: [stash2plex.js]\nsettings: {a: {default: 1}}',
      },
      /default/,
    ],
    [
      "a program in one text",
      { "Stash2Plex.yml": 'name: a\nversion: "1.0.0"\nexec: node x' },
      /exec/,
    ],
    [
      "a program that is not there",
      { "Stash2Plex.yml": 'name: a\nversion: "1.0.0"\nexec: [other.js]' },
      /lacks other\.js/,
    ],
    ["a launcher with the line ends of Windows", { "launch.sh": "a\r\n" }, /LF/],
    ["a command with the line ends of Unix", { "sh.cmd": "a\n" }, /CRLF/],
  ])("refuses %s", (_name, files, reason) => {
    const all = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
    expect(checked({ ...good(), ...Object.fromEntries(all) })).toThrow(reason);
  });

  it("refuses a package without a manifest", () => {
    const rest = Object.entries(good()).filter(([name]) => name !== "Stash2Plex.yml");
    expect(checked(Object.fromEntries(rest))).toThrow(/exactly one manifest/);
  });

  it("zips the same bytes in any order", () => {
    const a = ["a.txt", strToU8("a")] as const;
    const b = ["b.txt", strToU8("b")] as const;
    expect(zipOf(new Map([a, b]))).toEqual(zipOf(new Map([b, a])));
  });
});
