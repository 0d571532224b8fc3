import { describe, expect, it } from "@jest/globals";

import { demoDisk, demoSections, type SampleFile } from "./demo-layout.ts";

const folders = ["/data/media", "/data/more", "/mnt/archive"];

function fileAt(sceneId: number, path: string): SampleFile {
  return { sceneId, path, size: 1_000 + sceneId, duration: 60_000 };
}

function listed(files: readonly SampleFile[]): string[] {
  const [library] = demoSections(files, folders);
  return (library?.folders ?? []).flatMap(({ path, files: found }) =>
    found.map((file) => `${path} | ${file}`),
  );
}

describe("demoSections", () => {
  it("shows each library folder of Stash under a mount of its own kind", () => {
    const files = [
      fileAt(1, "/data/media/Alps/Dawn.mp4"),
      fileAt(2, "/data/more/Rivers/Source.mp4"),
      fileAt(3, "/mnt/archive/Concerts/2019/Quartet.mp4"),
      fileAt(4, "/mnt/archive/Loose.mp4"),
      fileAt(5, "/elsewhere/Not in a library.mp4"),
    ];
    expect(listed(files)).toEqual([
      "/plex/media | Alps/Dawn.mp4",
      "/volume1 | Recordings/Rivers/Source.mp4",
      "/share/archive/Concerts | 2019/Quartet.mp4",
      "/share/archive | Loose.mp4",
    ]);
  });

  it("renames some files, by a quality word and by the id of their scene in turn", () => {
    const files = Array.from({ length: 50 }, (_, index) => {
      return fileAt(index + 1, `/data/media/Year/Film ${index}.mp4`);
    });
    const names = listed(files);
    expect(names[24]).toBe("/plex/media | Year/Film 24 1080p.mkv");
    expect(names[49]).toBe("/plex/media | Year/Recording {stash-50}.mp4");
    expect(names.filter((name) => /Film \d+\.mp4$/.test(name)).length).toBe(48);
  });

  it("adds files that Stash does not know, and a name that several scenes share", () => {
    const twins = [fileAt(1, "/data/media/A/Seminar.mp4"), fileAt(2, "/data/more/B/Seminar.mp4")];
    const strangersOf = (files: readonly SampleFile[]) =>
      demoSections(files, folders)[1]?.folders[0]?.files ?? [];
    expect(strangersOf(twins)).toContain("Seminar.mp4");
    expect(strangersOf(twins.slice(1))).not.toContain("Seminar.mp4");
    expect(strangersOf([]).length).toBeGreaterThan(4);
  });

  it("does not take two files of one scene for two scenes", () => {
    const copies = [fileAt(1, "/data/media/A/Seminar.mp4"), fileAt(1, "/data/more/B/Seminar.mp4")];
    expect(demoSections(copies, folders)[1]?.folders[0]?.files).not.toContain("Seminar.mp4");
  });
});

describe("demoDisk", () => {
  it("has the same files with what Stash knows of them, but for a few that come later", () => {
    const files = Array.from({ length: 140 }, (_, index) =>
      fileAt(index + 1, `/data/media/Year/Film ${index}.mp4`),
    );
    const disk = demoDisk(files, folders);
    const all = demoSections(files, folders).flatMap(({ folders: found }) =>
      found.flatMap(({ path, files: names }) => names.map((name) => `${path}/${name}`)),
    );
    expect(disk[0]).toEqual({ path: "/plex/media/Year/Film 0.mp4", size: 1_001, duration: 60_000 });
    const missing = all.filter((path) => disk.every((file) => file.path !== path));
    expect(missing.length).toBe(2);
    expect(disk.every(({ path }) => all.includes(path))).toBe(true);
  });
});
