import { describe, expect, it } from "@jest/globals";

import { hidePaths } from "./hidden-paths.js";

describe("L17: paths in the log", () => {
  it.each([
    ["/data/Nature/Alps 2019.mp4"],
    ["could not read /data/Nature/Alps 2019.mp4"],
    ["C:\\Media\\Nature\\Alps.mp4"],
    ["//nas/share/Nature/Alps.mp4"],
  ])("are hidden in %s", (text) => {
    const hidden = hidePaths(text);
    expect(hidden).not.toMatch(/Nature|Alps/);
    expect(hidden).toMatch(/\.mp4$/);
    expect(hidePaths(text)).toBe(hidden);
  });

  it("leaves addresses", () => {
    expect(hidePaths("asked http://plex:32400/library/sections/1")).toContain(
      "http://plex:32400/library",
    );
  });
});
