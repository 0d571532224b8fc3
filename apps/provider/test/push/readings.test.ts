import { describe, expect, it } from "@jest/globals";
import { setCover, updateScene } from "@stash2plex/simulators/library";
import type { PmsServerOptions } from "@stash2plex/simulators/pms-server";

import { endStagesAfterEach } from "./end-stages.ts";
import { saved, startFilled } from "./push-stage.ts";

endStagesAfterEach();

/** What nobody has seen on a server of 1.43 (docs/reference/plex-contract.md, section 14): each reading is survived. */
const readings: readonly (readonly [string, Omit<PmsServerOptions, "sections">])[] = [
  ["uploads stay unlocked and refreshes select the agent's picture", {
    artworkLocks: false, refreshSelectsAgentArt: true, privateImages: "fetched",
  }],
  ["pictures of private addresses are empty entries, edits replace lists", {
    artworkLocks: false, privateImages: "cloud-400", indexedTags: "replace", addAndRemoveTogether: "both",
  }],
  ["everything is taken over, uploads lock", {
    artworkLocks: true, privateImages: "fetched", firstGenreOnly: false, keepsStaleTags: false,
    indexedTags: "replace", refreshSelectsAgentArt: false,
  }],
  ["what a provider leaves out is cleared, ratings and events look different", {
    omittedClears: true, ratingsFillFields: true, dateFilter: "from", eventIds: "number",
    providerIds: "text", groupItems: "MetadataAgentGroupItem", yearFollowsDate: false, tellsTotal: false,
  }],
]; // prettier-ignore

describe("a Plex of another reading", () => {
  it.each(readings)("ends up equal to Stash, once: %s", async (_name, plex) => {
    const stage = await startFilled({ plex });
    const { library, pms } = stage;
    updateScene(library, 3, {
      title: "The Otters' Summer", details: "", date: "2022-07-01", tagIds: [2, 5, 6], performerIds: [3, 4],
      groups: [], director: "",
    }); // prettier-ignore
    setCover(library, 3, 5);
    await stage.ring(saved(3, "title", "tag_ids", "cover_image"));
    await stage.converges(3);
    await stage.quiet();
    await stage.converges(3);
    for (const kind of ["poster", "art"] as const) {
      expect(stage.uploads(stage.itemOf(3), kind)).toEqual({ count: 2, shown: true });
    }
    pms.resetRequests();
    await stage.reconcile("all");
    expect(pms.writes()).toEqual([]);
    // Later somebody asks Plex to refresh the item: what that undoes is done again.
    pms.tick(60_000);
    await pms.refresh(stage.itemOf(3).id);
    await stage.reconcile("all");
    await stage.converges(3);
    expect(stage.uploads(stage.itemOf(3), "poster")).toEqual({ count: 2, shown: true });
  });
});
