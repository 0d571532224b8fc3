import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Logger, silentLogger } from "@stash2plex/shared/log";

import { type ReportDisk, writeReport } from "./report-file.ts";

let folder = "";
let warnings: string[] = [];
const logger: Logger = { ...silentLogger, warn: (event) => void warnings.push(event) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-report-"));
  warnings = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of pieces is asynchronous
async function* pieces(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

/** A disk on which the writing fails after so many pieces. */
const failingDisk = (code: string, after: number): ReportDisk => ({
  ...fs,
  open: async (...args) => {
    const file = await fs.open(...args);
    let written = 0;
    return new Proxy(file, {
      get: (target, name) => {
        if (name === "write" && written++ >= after)
          return () => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  },
});

const write = (file: string, disk: ReportDisk = fs, ...texts: string[]): Promise<void> =>
  writeReport(file, pieces(...(texts.length === 0 ? ["{", "}"] : texts)), { disk, logger });

describe("the report file", () => {
  it("holds all pieces, for this user and the group only", async () => {
    const file = join(folder, "gaps.json");
    await write(file, fs, "one ", "two", "\n");
    expect(readFileSync(file, "utf8")).toBe("one two\n");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["gaps.json"]);
    expect(warnings).toEqual([]);
  });

  it("takes the place of the one before", async () => {
    const file = join(folder, "gaps.json");
    await write(file, fs, "a long report of before");
    await write(file, fs, "short");
    expect(readFileSync(file, "utf8")).toBe("short");
  });

  it("is not seen before it is whole", async () => {
    const file = join(folder, "gaps.json");
    writeFileSync(file, "before");
    const seen: string[] = [];
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream of pieces is asynchronous
    async function* looking(): AsyncGenerator<string> {
      yield "half";
      seen.push(readFileSync(file, "utf8"));
      yield "whole";
    }
    await writeReport(file, looking(), { disk: fs, logger });
    expect(seen).toEqual(["before"]);
    expect(readFileSync(file, "utf8")).toBe("halfwhole");
  });

  it.each([
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the disk quota is used up"],
    ["EIO", "EIO: no"],
  ])("stays as it was when writing ends with %s, and says so once", async (code, reason) => {
    const file = join(folder, "gaps.json");
    writeFileSync(file, "before");
    await write(file, failingDisk(code, 1), "one", "two", "three");
    expect(readFileSync(file, "utf8")).toBe("before");
    expect(readdirSync(folder)).toEqual(["gaps.json"]);
    expect(warnings).toEqual([
      `The report of gaps could not be written: ${reason}. Check GAPS_FILE; it is written anew after the next comparison`,
    ]);
  });

  it("stays as it was when the gaps cannot be read to their end", async () => {
    const file = join(folder, "gaps.json");
    writeFileSync(file, "before");
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream of pieces is asynchronous
    async function* broken(): AsyncGenerator<string> {
      yield "one";
      throw new Error("The thread of the Stash mirror ended.");
    }
    await writeReport(file, broken(), { disk: fs, logger });
    expect(readFileSync(file, "utf8")).toBe("before");
    expect(warnings[0]).toContain("The thread of the Stash mirror ended.");
    expect(readdirSync(folder)).toEqual(["gaps.json"]);
  });

  it("says where its folder is not there, or it is a folder itself", async () => {
    await write(join(folder, "missing", "gaps.json"));
    mkdirSync(join(folder, "gaps.json"));
    await write(join(folder, "gaps.json"));
    expect(warnings[0]).toContain("its folder is not there");
    expect(warnings[1]).toContain("it is a folder");
    expect(readdirSync(folder)).toEqual(["gaps.json"]);
  });

  it("clears away what a crash has left, and does not follow a link to elsewhere", async () => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "untouched");
    symlinkSync(victim, join(folder, ".gaps.json.unfinished"));
    await write(join(folder, "gaps.json"));
    expect(readFileSync(victim, "utf8")).toBe("untouched");
    expect(readdirSync(folder).sort()).toEqual(["gaps.json", "victim"]);
  });
});
