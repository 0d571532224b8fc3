import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { acquireWorkerLock } from "./worker-lock.ts";

const module = new URL("./worker-lock.ts", import.meta.url).href;

/** A process that takes the lock, says whether it got it, and holds it until it is killed. */
const holder = (file: string) => {
  const program = `
    const { acquireWorkerLock } = await import(${JSON.stringify(module)});
    console.log(acquireWorkerLock(${JSON.stringify(file)}) === null ? "busy" : "held");
    setInterval(() => undefined, 1_000);`;
  return spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
};

const firstWord = async (child: ReturnType<typeof holder>): Promise<string> => {
  const [data] = (await once(child.stdout, "data")) as [Buffer];
  return data.toString().trim();
};

type Holder = ReturnType<typeof holder>;

const die = async (child: Holder): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "close");
};

describe("B1: one worker at a time over all processes", () => {
  let folder: string;
  let file: string;
  let holders: Holder[];

  const hold = (): Holder => {
    const child = holder(file);
    holders.push(child);
    return child;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stash2plex-lock-"));
    file = join(folder, "worker.lock");
    holders = [];
  });
  afterEach(async () => {
    await Promise.all(holders.map(die));
    rmSync(folder, { recursive: true, force: true });
  });

  it("is given to one, and to the next after a release", () => {
    const first = acquireWorkerLock(file);
    expect(first).not.toBeNull();
    expect(acquireWorkerLock(file)).toBeNull();
    first?.release();
    first?.release();
    const second = acquireWorkerLock(file);
    expect(second).not.toBeNull();
    second?.release();
  });

  it("is free as soon as its holder was killed", async () => {
    const child = hold();
    expect(await firstWord(child)).toBe("held");
    expect(acquireWorkerLock(file)).toBeNull();
    expect(await firstWord(hold())).toBe("busy");
    await die(child);
    const lock = acquireWorkerLock(file);
    expect(lock).not.toBeNull();
    lock?.release();
  });

  it("says in words that the file is no lock", () => {
    writeFileSync(file, "not a database at all, but a text of some length ".repeat(40));
    expect(() => acquireWorkerLock(file)).toThrow(/worker\.lock.*DATA_DIR.*delete this file/u);
  });

  it("says in words that the folder is not there", () => {
    chmodSync(folder, 0o700);
    const missing = join(folder, "none", "worker.lock");
    expect(() => acquireWorkerLock(missing)).toThrow(/DATA_DIR can be written/u);
  });
});
