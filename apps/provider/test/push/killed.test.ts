import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { afterEach, describe, expect, it } from "@jest/globals";
import { updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { type PushStage, saved, startFilled } from "./push-stage.ts";

endStagesAfterEach();

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const scenes = [1, 2, 3, 4, 5, 6] as const;
let child: ChildProcess | null = null;

afterEach(() => {
  child?.kill("SIGKILL");
});

/** The provider as a process of its own, on the data and at the address of the one of the stage. */
async function startProcess({ dataDir, stash, pms, url, eventually }: PushStage): Promise<void> {
  child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, "serve"], {
    env: {
      DATA_DIR: dataDir,
      STASH_URL: stash.url,
      PLEX_URL: pms.url,
      PLEX_TOKEN: pms.token,
      PORT: new URL(url).port,
      HOST: "127.0.0.1",
    },
    stdio: "ignore",
  });
  await eventually(
    () =>
      fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    (isReady) => isReady,
  );
}

async function kill(): Promise<void> {
  if (child === null) throw new Error("There is no process to kill.");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

describe("a provider that is killed", () => {
  it("has lost nothing that it took on: neither what waited nor what it had in hand", async () => {
    const stage = await startFilled({ scenes: scenes.length });
    const { library, pms } = stage;
    await stage.stopProvider();
    await startProcess(stage);
    await stage.eventually(stage.status, ({ worker }) => worker === "running");
    // Nothing can be finished: Plex takes the requests and never answers.
    pms.faults.set({ kind: "silent", route: "PUT /library/metadata/{ids}/refresh" });
    for (const id of scenes) updateScene(library, id, { title: `Title ${id}`, tagIds: [id, 9] });
    const answer = await stage.ask("/api/events", {
      method: "POST",
      body: JSON.stringify(scenes.map((id) => saved(id, "ids", "title"))),
    });
    expect(answer.status).toBe(202);
    await stage.eventually(stage.status, ({ queue }) => queue.running === 3);
    await kill();
    pms.faults.clear();
    await startProcess(stage);
    for (const id of scenes) await stage.converges(id);
    await stage.worked();
    await kill();
    await stage.restart();
  });
});
