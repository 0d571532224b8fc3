import { describe, expect, it } from "@jest/globals";
import type { PmsItem } from "@stash2plex/simulators/fake-pms";

import { nextSteps } from "./next-steps.ts";

const item: PmsItem = {
  id: 1,
  section: "Films",
  folder: "/plex",
  file: "Ada's Talk/Dawn.mp4",
  scannedTitle: "Dawn",
  scannedYear: null,
  guid: "tv.plex.agents.custom.stash2plex://movie/scene-7",
  metadata: {
    ratingKey: "scene-7",
    key: "/library/metadata/scene-7",
    guid: "tv.plex.agents.custom.stash2plex://movie/scene-7",
    type: "movie",
    title: "Dawn",
    thumb: "http://127.0.0.1:9998/images/scene-poster/7/1.jpg",
  },
  tags: { Genre: [], Collection: [], Role: [], Director: [], Studio: [] },
  images: [],
  problem: null,
};

const localUrl = "http://127.0.0.1:9998";
const registrationUrls = [{ url: "http://192.168.1.2:9998", warning: null }];

describe("nextSteps", () => {
  it("names the page, the address for Plex and commands that a shell takes as they are", () => {
    const text = nextSteps({ localUrl, registrationUrls, items: [item] });
    expect(text).toContain("http://127.0.0.1:9998/ui");
    expect(text).toContain("  http://192.168.1.2:9998\n");
    expect(text).toContain(`-d '{"type":1,"filename":"Ada'\\''s Talk/Dawn.mp4"}'`);
    expect(text).toContain("'http://127.0.0.1:9998/library/metadata/scene-7'");
    expect(text).toContain("/images/scene-poster/7/1.jpg");
  });

  it("leaves out what there is no example for", () => {
    expect(nextSteps({ localUrl, registrationUrls, items: [] })).not.toContain("curl");
  });
});
