import { describe, expect, it } from "@jest/globals";
import { updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { saved, startPush } from "./push-stage.ts";

endStagesAfterEach();

const scenes = 2_000;
const GUID = "tv.plex.agents.custom.stash2plex://movie/scene-";

describe("a single edit", () => {
  it("overtakes two thousand that wait, at the pace that Plex is spared with", async () => {
    const stage = await startPush({
      scenes,
      env: { PLEX_MAX_EDITS_PER_SECOND: "20", FOLLOW_INTERVAL: "1h" },
      fileOf: (id) => ({ guid: `${GUID}${id}` }),
    });
    await stage.ask("/api/jobs/plex-pass/run", { method: "POST" });
    const all = Array.from({ length: scenes }, (_, at) => saved(at + 1, "ids", "tag_ids"));
    await stage.ask("/api/events", { method: "POST", body: JSON.stringify(all) });
    for (const id of [1_900, 1_950, 1_999]) {
      const { done } = await stage.status();
      await stage.eventually(stage.status, (now) => now.done >= done + 4);
      const title = `Saved by a person ${id}`;
      updateScene(stage.library, id, { title });
      const at = performance.now();
      await stage.ring(saved(id, "title"));
      await stage.eventually(
        () => stage.itemOf(id).fields.title,
        (shown) => shown === title,
      );
      expect(performance.now() - at).toBeLessThan(2_000);
    }
    const { queue } = await stage.status();
    expect(queue.ready).toBeGreaterThan(1_500);
  });
});
