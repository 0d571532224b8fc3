import { describe, expect, it } from "@jest/globals";
import { updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { type PushStage, saved, startFilled } from "./push-stage.ts";

endStagesAfterEach();

const titles = ["First", "Second", "Third"] as const;

/** Three scenes are saved one after the other, and the provider hears of it. */
async function saveThree(stage: PushStage): Promise<void> {
  titles.forEach((title, at) => updateScene(stage.library, at + 1, { title, tagIds: [at + 5] }));
  const answer = await stage.ask("/api/events", {
    method: "POST",
    body: JSON.stringify(titles.map((_, at) => saved(at + 1, "title", "tag_ids"))),
  });
  expect(answer.status).toBe(202);
}

async function allConverge(stage: PushStage): Promise<void> {
  for (const [at] of titles.entries()) await stage.converges(at + 1);
  expect(await stage.status()).toMatchObject({ queue: { deadLetters: 0 } });
}

const waiting = async (stage: PushStage, problem: RegExp): Promise<void> => {
  await stage.eventually(stage.status, ({ queue }) => queue.later === titles.length);
  const { text } = await stage.ask("/api/queue");
  expect(text).toMatch(problem);
};

describe("edits while one of the servers is away", () => {
  it("wait for a Plex that is down", async () => {
    const stage = await startFilled();
    await stage.pms.pause();
    await saveThree(stage);
    await waiting(stage, /PLEX_URL/);
    await stage.pms.resume();
    await allConverge(stage);
  });

  it("wait for a Plex that is starting", async () => {
    const stage = await startFilled();
    stage.pms.faults.set({ kind: "starting" });
    await saveThree(stage);
    await waiting(stage, /503|start/);
    stage.pms.faults.clear();
    await allConverge(stage);
  });

  it("wait for a Stash that is down", async () => {
    const stage = await startFilled();
    await stage.stash.pause();
    await saveThree(stage);
    await waiting(stage, /STASH_URL|Stash/);
    await stage.stash.resume();
    await allConverge(stage);
  });

  it("wait for a token that Plex takes, and say so", async () => {
    const stage = await startFilled();
    const { pms } = stage;
    const { token } = pms;
    pms.changeToken("another-token-of-the-owner");
    await saveThree(stage);
    const status = await stage.eventually(stage.status, ({ worker }) => worker === "paused");
    expect(status.problem).toContain("PLEX_TOKEN");
    expect(status.problem).not.toContain(token);
    expect(status.queue).toMatchObject({ deadLetters: 0 });
    pms.changeToken(token);
    await stage.stopProvider();
    await stage.restart();
    await allConverge(stage);
  });
});
