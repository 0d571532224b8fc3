import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { SceneFile, SceneRecord } from "@stash2plex/shared/stash";

import { MirrorError } from "./mirror-error.ts";
import type { FrozenState } from "./mirror-meta.ts";
import type { MirrorWriter } from "./mirror-writer.ts";

/** More strangers than this share of the scenes read again means that ids were given anew. */
const foreignShare = 0.05;
/** Fewer strangers than this are single files that somebody exchanged. */
const foreignAtLeast = 5;
/** Scenes looked back on; older ones count less and less, so that a long quiet time hides nothing. */
const memory = 1_000;
const goneShare = 0.1;
const goneAtLeast = 50;
/** Deletions within this time count as one pass: single live reads must not empty the mirror bit by bit. */
const goneWithinMs = 600_000;

/**
 * Protects against a Stash that was rebuilt or emptied: it gives old ids to other scenes, and items in Plex would
 * silently show strangers. A frozen mirror is written no more until somebody decides.
 */
export interface IdentityGuard {
  frozen(): FrozenState | null;
  /** @throws MirrorError while frozen. */
  ensureTrusted(): void;
  /** Compares scenes that are known by id with what is stored. @throws MirrorError when too many are strangers. */
  checkScenes(scenes: readonly Pick<SceneRecord, "id" | "files">[]): void;
  /** @throws MirrorError when deleting so many scenes, beside those of the last minutes, is too much to believe. */
  checkDeletion(gone: number): void;
  noteDeletion(gone: number): void;
  /** @throws MirrorError always: Stash answers with no scene at all although the mirror knows some. */
  refuseEmptied(): never;
  thaw(): void;
}

const shares = <T>(left: readonly T[], right: readonly T[]): boolean =>
  left.some((value) => right.includes(value));

const hashesOf = (files: readonly SceneFile[]): readonly string[] =>
  files.flatMap((file) => (file.oshash === null ? [] : [file.oshash]));

/**
 * Whether two lists of files under one scene id are of different works: no hash and no path in common. (The same path
 * with another hash is a file that was replaced in place; another path with the same hash was renamed.) Null when
 * there are no hashes to tell.
 */
export const areStrangers = (
  stored: readonly SceneFile[],
  read: readonly SceneFile[],
): boolean | null => {
  const before = hashesOf(stored);
  const now = hashesOf(read);
  if (before.length === 0 || now.length === 0) return null;
  if (shares(before, now)) return false;
  const paths = stored.map((file) => file.path);
  return !read.some((file) => paths.includes(file.path));
};

const percent = (part: number, whole: number): number => Math.round((100 * part) / whole);

export const createIdentityGuard = (
  writer: MirrorWriter,
  clock: Pick<Clock, "now">,
  logger: Logger,
  onChange: () => void,
): IdentityGuard => {
  const { meta, records } = writer;
  let frozen = meta.get("frozen");
  let reRead = 0;
  let foreign = 0;
  let deletions: readonly { readonly at: number; readonly gone: number }[] = [];

  const refuse = (state: FrozenState): never => {
    throw new MirrorError("mirror-frozen", state.reason);
  };
  const freeze = (reason: string): never => {
    frozen = { since: clock.now(), reason };
    meta.set("frozen", frozen);
    logger.error(reason);
    onChange();
    return refuse(frozen);
  };
  const ensureTrusted = (): void => {
    if (frozen !== null) refuse(frozen);
  };
  const isForeignLibrary = (): boolean => {
    const enough = Math.min(foreignAtLeast, Math.ceil(writer.size().scenes / 2));
    return foreign >= enough && foreign > 0 && foreign > reRead * foreignShare;
  };
  const remember = (strangers: boolean): void => {
    if (reRead >= memory) {
      reRead /= 2;
      foreign /= 2;
    }
    reRead += 1;
    if (strangers) foreign += 1;
  };
  const recentDeletions = (): number => {
    deletions = deletions.filter((deletion) => clock.now() - deletion.at < goneWithinMs);
    return deletions.reduce((sum, deletion) => sum + deletion.gone, 0);
  };
  const question =
    "Was Stash rebuilt, restored or pointed at another library? Items keep being matched by their path, and nothing is deleted or pushed. " +
    "If the library really changed, accept the new library on the page of Stash2Plex; if not, give Stash its old database back and wait.";

  return {
    frozen: () => frozen,
    ensureTrusted,
    checkScenes: (scenes) => {
      ensureTrusted();
      const highest = writer.highestSceneId();
      for (const scene of scenes) {
        if (scene.id > highest) continue;
        const strangers = areStrangers(records.files(scene.id), scene.files);
        if (strangers !== null) remember(strangers);
      }
      if (isForeignLibrary()) {
        freeze(
          `${percent(foreign, reRead)} % of the scenes read again from Stash are other works under the same ids. ${question}`,
        );
      }
    },
    checkDeletion: (gone) => {
      ensureTrusted();
      const recent = recentDeletions();
      const known = writer.size().scenes + recent;
      const all = gone + recent;
      if (all >= goneAtLeast && all > known * goneShare) {
        freeze(
          `${all} of ${known} scenes (${percent(all, known)} %) are no longer in Stash. ${question}`,
        );
      }
    },
    noteDeletion: (gone) => {
      deletions = [...deletions, { at: clock.now(), gone }];
    },
    refuseEmptied: () =>
      freeze(
        `Stash answers that it has no scenes at all, and ${writer.size().scenes} were known. ${question}`,
      ),
    thaw: () => {
      frozen = null;
      reRead = 0;
      foreign = 0;
      deletions = [];
      meta.remove("frozen");
      onChange();
    },
  };
};
