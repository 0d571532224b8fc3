import { readFileSync } from "node:fs";

import type { SceneDetail, SceneFile } from "@stash2plex/shared/stash";

import { fileOf, type MemoryStash } from "./memory-stash.ts";

/** The events as they were tried on a real server, with what they moved there. */
export const recorded = JSON.parse(
  readFileSync(new URL("./fixtures/what-moves-updated-at.json", import.meta.url), "utf8"),
) as {
  events: { event: string; sceneUpdatedAtMoved: boolean | null; coverUrlMoved: boolean | null }[];
};

export interface MovingRow {
  readonly event: string;
  /** What the event does to Stash; the scene under test has this id. */
  readonly act: (stash: MemoryStash, id: number) => void;
  /** Whether the mirror shows it. */
  readonly shown: (detail: SceneDetail | null) => boolean;
}

const pathOf = (detail: SceneDetail | null): string | undefined => detail?.scene.files[0]?.path;

const renamed =
  (path: string) =>
  (stash: MemoryStash, id: number): void =>
    stash.moveFiles(id, (file) => ({ ...file, path }));

const withFile = (file: SceneFile, patch: Partial<SceneFile>): SceneFile => ({ ...file, ...patch });

export const edits: readonly MovingRow[] = [
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

export const relatedEdits: readonly MovingRow[] = [
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

export const vanishings: readonly MovingRow[] = [
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

export const scans: readonly MovingRow[] = [
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
export const withoutConcern = [
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
