import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import { openStore, type Store } from "../store/open-store.ts";
import type { MirrorStatus } from "./mirror-status.ts";
import { startMirrorWorker, type StashMirrorThread } from "./start-mirror-worker.ts";
import type { StashMirror } from "./stash-mirror.ts";

const until = (mirror: StashMirror, wanted: (status: MirrorStatus) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const check = (status: MirrorStatus): void => {
      if (!wanted(status)) return;
      forget();
      resolve();
    };
    const forget = mirror.onStatus(check);
    check(mirror.status());
  });

describe("the mirror with its writer in a worker thread", () => {
  let folder: string;
  let store: Store;
  let mirror: StashMirrorThread;
  let lines: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stash2plex-worker-"));
    store = openStore({
      file: join(folder, "stash2plex.db"),
      logger: silentLogger,
      clock: systemClock,
    });
    lines = [];
    mirror = startMirrorWorker({
      store,
      workerUrl: new URL("../../test/memory-mirror-worker.ts", import.meta.url),
      stash: { scenes: 600, deadlyName: "deadly.mp4" },
      tenant: { town: "Lisbon" },
      logger: {
        ...silentLogger,
        info: (event) => lines.push(event),
        error: (event) => lines.push(event),
      },
      // A thread that died is started again at once.
      clock: { ...systemClock, setTimeout: (task) => systemClock.setTimeout(task, 0) },
    });
  });
  afterEach(async () => {
    await mirror.stop();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("reads here what the thread wrote, and hears its status and log", async () => {
    expect(mirror.status().phase).toBe("empty");
    mirror.start();
    await until(mirror, (status) => status.phase === "ready" && status.freshAsOf !== null);

    expect(mirror.reader.detail(600)?.scene.title).toBe("Lake 600");
    expect(mirror.status()).toMatchObject({ scenes: 600, stash: { version: "v0.30.1" } });
    expect(lines).toContainEqual(expect.stringMatching(/^Copied Stash for the first time: 600/u));
  });

  it("carries calls and their answers between the threads", async () => {
    await mirror.follow();
    expect(await mirror.readScenes([5, 999])).toEqual(
      new Map([
        [5, "present"],
        [999, "gone"],
      ]),
    );
    expect(await mirror.lookUpBaseName("Lake 7.mp4")).toEqual([7]);
    await mirror.run("full-pass");
    expect(mirror.status().lastFullPass).not.toBeNull();
    await mirror.acceptNewLibrary();
    expect(mirror.reader.detail(5)).toBeNull();
  });

  it("gives errors their sentence and code back", async () => {
    await mirror.follow();
    await expect(mirror.lookUpBaseName("refused.mp4")).rejects.toMatchObject({
      name: "StashError",
      message: "Stash refused.",
      code: "unreachable",
    });
  });

  it("lends the thread to a tenant, who works on the same file", async () => {
    const heard: unknown[] = [];
    const echo = new Promise<void>((resolve) => {
      mirror.tenant.onMessage((value) => {
        heard.push(value);
        if (value === "hello") resolve();
      });
    });
    mirror.start();
    await mirror.follow();
    expect(await mirror.tenant.call("scenes", [1])).toEqual({
      plain: { town: "Lisbon" },
      args: [1],
      scenes: 600,
    });
    await expect(mirror.tenant.call("lodgers", [])).rejects.toThrow("No lodgers here.");
    mirror.tenant.post("hello");
    await echo;
    expect(heard).toEqual(["started", "hello"]);
  });

  it("lets a caller leave", async () => {
    const caller = new AbortController();
    const answer = mirror.follow(caller.signal);
    caller.abort(new Error("Plex left."));
    await expect(answer).rejects.toThrow("Plex left.");
  });

  it("fails what is pending and starts again when the thread dies", async () => {
    mirror.start();
    await until(mirror, (status) => status.phase === "ready");
    await expect(mirror.lookUpBaseName("deadly.mp4")).rejects.toMatchObject({
      code: "mirror-stopped",
    });
    expect(mirror.reader.detail(5)).not.toBeNull();
    await new Promise<void>((resolve) => {
      mirror.tenant.onRestart(resolve);
    });
    await mirror.follow();
    expect(lines).toContainEqual(expect.stringContaining("started again"));
  });
});
