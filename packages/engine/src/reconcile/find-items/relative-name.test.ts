import { describe, expect, it } from "@jest/globals";

import { relativeName } from "./relative-name.ts";

describe("the name of a part below its section", () => {
  it.each([
    ["/media/films/Lakes/a.mp4", ["/media/films"], "Lakes/a.mp4"],
    ["/media/films/Lakes/a.mp4", ["/media", "/media/films"], "Lakes/a.mp4"],
    ["/media/films2/a.mp4", ["/media/films"], "/media/films2/a.mp4"],
    ["/Media/Films/a.mp4", ["/media/films/"], "a.mp4"],
    ["D:\\Films\\Lakes\\a.mp4", ["D:\\Films"], "Lakes/a.mp4"],
    ["\\\\nas\\films\\Lakes\\a.mp4", ["\\\\nas\\films"], "Lakes/a.mp4"],
    ["/a.mp4", ["/"], "a.mp4"],
    ["/media/a.mp4", [], "/media/a.mp4"],
  ])("%s below %j is %s", (file, folders, name) => {
    expect(relativeName(file, folders)).toBe(name);
  });
});
