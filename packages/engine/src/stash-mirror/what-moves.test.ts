import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { SceneDetail, SceneFile } from "@stash2plex/shared/stash";

import { fileOf, type MemoryStash } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";

/** The events as they were tried on a real server, with what they moved there. */
const recorded = JSON.parse(
  readFileSync(new URL("../../test/fixtures/what-moves-updated-at.json", import.meta.url), "utf8"),
) as { events: { event: string; sceneUpdatedAtMoved: boolean | null }[] };

interface Row {
  readonly event: string;
  /** What the event does to Stash; the scene under test has this id. */
  readonly act: (stash: MemoryStash, id: number) => void;
  /** Whether the mirror shows it. */
  readonly shown: (detail: SceneDetail | null) => boolean;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const pathOf = (detail: SceneDetail | null): string | undefined => detail?.scene.files[0]?.path;

const renamed =
  (path: string) =>
  (stash: MemoryStash, id: number): void =>
    stash.moveFiles(id, (file) => ({ ...file, path }));

const withFile = (file: SceneFile, patch: Partial<SceneFile>): SceneFile => ({ ...file, ...patch });

const edits: readonly Row[] = [
  {
    event: "sceneUpdate of one text field",
    act: (stash, id) => stash.editScene(id, { details: "Beavers, early" }),
    shown: (detail) => detail?.scene.details === "Beavers, early",
  },
  {
    event: "sceneUpdate with identical values",
    act: (stash, id) => stash.editScene(id, { coverVersion: "2" }),
    shown: (detail) => detail?.scene.coverVersion === "2",
  },
  {
    event: "bulkSceneUpdate organized same value",
    act: (stash, id) => stash.editScene(id, { coverVersion: "3" }),
    shown: (detail) => detail?.scene.coverVersion === "3",
  },
  {
    event: "cover set by sceneUpdate",
    act: (stash, id) => stash.editScene(id, { coverVersion: "4" }),
    shown: (detail) => detail?.scene.coverVersion === "4",
  },
  {
    event: "cover by sceneGenerateScreenshot",
    act: (stash, id) => stash.editScene(id, { coverVersion: "5" }),
    shown: (detail) => detail?.scene.coverVersion === "5",
  },
  {
    event: "generate task covers overwrite",
    act: (stash, id) => stash.editScene(id, { coverVersion: "6" }),
    shown: (detail) => detail?.scene.coverVersion === "6",
  },
  {
    event: "stash_ids set",
    act: (stash, id) =>
      stash.editScene(id, { stashIds: [{ endpoint: "https://box.example", stashId: "ab" }] }),
    shown: (detail) => detail?.scene.stashIds[0]?.stashId === "ab",
  },
  {
    event: "byte-identical copy added, then scan",
    act: (stash, id) =>
      stash.editScene(id, {
        files: [...(stash.scenes.get(id)?.files ?? []), fileOf(900, "/data/more/copy.mp4")],
      }),
    shown: (detail) => detail?.scene.files.length === 2,
  },
  {
    event: "... then clean",
    act: (stash, id) => stash.editScene(id, { files: [fileOf(901, "/data/more/second.mp4")] }),
    shown: (detail) => pathOf(detail) === "/data/more/second.mp4",
  },
  {
    event: "sceneMerge (destination)",
    act: (stash, id) =>
      stash.editScene(id, {
        files: [...(stash.scenes.get(id)?.files ?? []), fileOf(902, "/data/more/merged.mp4")],
      }),
    shown: (detail) => detail?.scene.files[1]?.path === "/data/more/merged.mp4",
  },
];

const relatedEdits: readonly Row[] = [
  {
    event: "performer disambiguation changed",
    act: (stash) => stash.putPerformer({ id: 1, disambiguation: "the elder" }),
    shown: (detail) => detail?.performers[0]?.disambiguation === "the elder",
  },
  {
    event: "performer image changed",
    act: (stash) => stash.putPerformer({ id: 1, imageVersion: "99" }),
    shown: (detail) => detail?.performers[0]?.imageVersion === "99",
  },
  {
    event: "group renamed",
    act: (stash) => stash.putGroup({ id: 1, name: "River Tales" }),
    shown: (detail) => detail?.groups[0]?.group.name === "River Tales",
  },
];

const vanishings: readonly Row[] = [
  {
    event: "tags merged (tag of scene is source)",
    act: (stash, id) => {
      const scene = stash.scenes.get(id);
      if (scene === undefined) return;
      stash.related.tag.delete(2);
      stash.scenes.set(id, { ...scene, tagIds: [1, 4] });
    },
    shown: (detail) => detail?.tags.map((tag) => tag.name).join() === "Tag 1,Tag 4",
  },
  {
    event: "tag destroyed",
    act: (stash, id) => {
      const scene = stash.scenes.get(id);
      if (scene === undefined) return;
      stash.related.tag.delete(3);
      stash.scenes.set(id, { ...scene, tagIds: scene.tagIds.filter((tag) => tag !== 3) });
    },
    shown: (detail) => detail?.scene.tagIds.includes(3) === false,
  },
  {
    event: "performer destroyed",
    act: (stash, id) => {
      const scene = stash.scenes.get(id);
      if (scene === undefined) return;
      stash.related.performer.delete(1);
      stash.scenes.set(id, { ...scene, performerIds: [] });
    },
    shown: (detail) => detail?.scene.performerIds.length === 0,
  },
  {
    event: "sceneDestroy without deleting the file",
    act: (stash, id) => void stash.scenes.delete(id),
    shown: (detail) => detail === null,
  },
  {
    event: "only file deleted, then clean",
    act: (stash, id) => void stash.scenes.delete(id),
    shown: (detail) => detail === null,
  },
];

const scans: readonly Row[] = [
  {
    event: "file renamed, then scan of that folder",
    act: renamed("/data/more/moves/op00/Renamed Pond.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/op00/Renamed Pond.mp4",
  },
  {
    event: "file moved to another folder, then scan",
    act: renamed("/data/more/moves/elsewhere/Pond Life 01.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/elsewhere/Pond Life 01.mp4",
  },
  {
    event: "folder renamed, then scan",
    act: renamed("/data/more/moves/op02 renamed/Pond Life 02.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/op02 renamed/Pond Life 02.mp4",
  },
  {
    event: "folder moved below another, then scan",
    act: renamed("/data/more/moves/deep/op03/Pond Life 03.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/deep/op03/Pond Life 03.mp4",
  },
  {
    event: "primary of two renamed, then scan",
    act: renamed("/data/more/moves/op04/renamed again.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/op04/renamed again.mp4",
  },
  {
    event: "file content replaced in place, then scan",
    act: (stash, id) =>
      stash.moveFiles(id, (file) => withFile(file, { oshash: "00ff00ff00ff00ff", duration: 9 })),
    shown: (detail) => detail?.scene.files[0]?.duration === 9,
  },
  {
    event: "two files exchange names, then scan",
    act: renamed("/data/more/moves/op13/other name.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/op13/other name.mp4",
  },
  {
    event: "moveFiles mutation",
    act: renamed("/data/more/moves/elsewhere/moved by api.mp4"),
    shown: (detail) => pathOf(detail) === "/data/more/moves/elsewhere/moved by api.mp4",
  },
  {
    event: "deleteFiles mutation of second file",
    act: (stash, id) => {
      const scene = stash.scenes.get(id);
      if (scene !== undefined) stash.scenes.set(id, { ...scene, files: [] });
    },
    shown: (detail) => detail?.scene.files.length === 0,
  },
  {
    event: "fileSetFingerprints",
    act: (stash, id) => stash.moveFiles(id, (file) => withFile(file, { phash: "abc123" })),
    shown: (detail) => detail?.scene.files[0]?.phash === "abc123",
  },
];

/** Nothing that a Plex item shows. */
const withoutConcern = [
  "nothing",
  "performer custom field changed",
  "tag description changed",
  "studio details changed",
  "marker created",
  "marker updated",
  "marker destroyed",
  "play added",
  "O added",
  "resume saved",
  "rescan without changes",
  "primary of two deleted, then scan only",
  "... then clean dry run",
  "only file deleted, then scan",
  "file touched (mtime only), then scan",
  "scan with rescan:true",
  "sceneAssignFile: file given to another scene (target)",
  "whole folder gone, scan",
  "folder back, scan",
];

describe("what an event in Stash moves, and how soon the mirror shows it", () => {
  let fixture: MirrorFixture;

  /** A synced mirror at a quarter to three at night, with one scene for each row. */
  const prepare = async (rows: readonly Row[]): Promise<void> => {
    const { stash, mirror, clock } = fixture;
    stash.putPerformer({ id: 1 });
    stash.putGroup({ id: 1 });
    for (const id of [1, 2, 3, 4]) stash.putTag({ id });
    for (const [index] of rows.entries()) {
      stash.addScene({
        id: index + 1,
        // Older than what every poll looks at again.
        updatedAt: "2025-12-01T10:00:00+01:00",
        performerIds: [1],
        tagIds: [1, 2, 3],
        groups: [{ groupId: 1, sceneIndex: null }],
      });
    }
    stash.addScene({ id: 500 });
    mirror.start();
    await clock.advance(2 * minute);
  };
  const act = (rows: readonly Row[]): void => {
    rows.forEach((row, index) => row.act(fixture.stash, index + 1));
  };
  const shown = (rows: readonly Row[]): Record<string, boolean> =>
    Object.fromEntries(
      rows.map((row, index) => [row.event, row.shown(fixture.mirror.reader.detail(index + 1))]),
    );
  const all = (rows: readonly Row[], value: boolean): Record<string, boolean> =>
    Object.fromEntries(rows.map((row) => [row.event, value]));

  beforeEach(() => {
    fixture = createMirrorFixture(new Date(2026, 0, 15, 2, 45).getTime());
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("knows every recorded event", () => {
    const rows = [...edits, ...relatedEdits, ...vanishings, ...scans].map((row) => row.event);
    const events = recorded.events.map((entry) => entry.event);
    expect([...rows, ...withoutConcern].sort()).toEqual(events.sort());
  });

  it("says of every edit that the scene's stamp moved, and of no other row", () => {
    const moved = recorded.events.filter((entry) => entry.sceneUpdatedAtMoved === true);
    expect(moved.map((entry) => entry.event).sort()).toEqual(edits.map((row) => row.event).sort());
  });

  it("shows edits of a scene within 5 seconds", async () => {
    await prepare(edits);
    act(edits);
    expect(shown(edits)).toEqual(all(edits, false));
    await fixture.clock.advance(5 * second);
    expect(shown(edits)).toEqual(all(edits, true));
  });

  it("shows edits of performers and groups within 30 seconds", async () => {
    await prepare(relatedEdits);
    act(relatedEdits);
    expect(shown(relatedEdits)).toEqual(all(relatedEdits, false));
    await fixture.clock.advance(35 * second);
    expect(shown(relatedEdits)).toEqual(all(relatedEdits, true));
  });

  it("shows merges and deletions within an hour", async () => {
    await prepare(vanishings);
    act(vanishings);
    await fixture.clock.advance(30 * minute);
    expect(shown(vanishings)).toEqual(all(vanishings, false));
    await fixture.clock.advance(31 * minute);
    expect(shown(vanishings)).toEqual(all(vanishings, true));
  });

  it("shows what a scan or a clean found as soon as Stash says that it ended", async () => {
    const rows = [...scans, ...vanishings];
    await prepare(rows);
    act(rows);
    await fixture.clock.advance(5 * second);
    expect(shown(rows)).toEqual(all(rows, false));
    fixture.stash.trigger({ kind: "scan-complete" });
    await fixture.clock.settle();
    expect(shown(rows)).toEqual(all(rows, true));
  });

  it("shows renamed files in the next night when nothing told of the scan", async () => {
    await prepare(scans);
    act(scans);
    await fixture.clock.advance(40 * minute);
    expect(shown(scans)).toEqual(all(scans, false));
    await fixture.clock.advance(10 * minute);
    expect(shown(scans)).toEqual(all(scans, true));
  });

  it("makes up for a night that was missed", async () => {
    await prepare(scans);
    act(scans);
    await fixture.close();
    await fixture.clock.advance(26 * hour);
    await fixture.reopen();
    expect(shown(scans)).toEqual(all(scans, false));
    fixture.mirror.start();
    await fixture.clock.settle();
    expect(shown(scans)).toEqual(all(scans, true));
  });
});
