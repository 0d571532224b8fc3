import {
  foldedSegments,
  foldPath,
  hasParentSegment,
  joinPath,
  stripRoot,
} from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import { decide } from "../../matching/ladder.ts";
import type { MirroredItem } from "../../plex-mirror/plex-mirror.ts";
import { plexFactsOf } from "../../plex-mirror/plex-facts.ts";
import { ladderOf } from "../../reconcile/find-items/ladder.ts";
import { pathKey } from "../../stash-mirror/path-keys.ts";
import { inTransaction } from "../../store/transaction.ts";
import { prepareQuery } from "../../store/typed-query.ts";
import { askedSubject, fileSubject, type Difference } from "../difference.ts";
import type { GapDeps } from "../gap-deps.ts";
import type { AskedFile } from "../gap.ts";
import type { GapRows } from "../gap-rows.ts";
import type { TwinNames } from "../verdicts/twin-names.ts";
import { createAskedRows, type AskedRow } from "./asked-rows.ts";

/** Files that Plex asked about and that no scene was found for: known at once, long before a comparison. */
export interface AskedFiles {
  note(files: readonly AskedFile[]): void;
  /** Looks again at the files that have a name in common with files of these scenes. */
  learned(sceneIds: readonly StashId[], between: () => Promise<void>): Promise<void>;
  /**
   * Looks again at all of them.
   *
   * @param isCompared whether a comparison has just judged what Plex has
   */
  lookAgain(isCompared: boolean, between: () => Promise<void>): Promise<void>;
}

export interface AskedFilesDeps extends Pick<
  GapDeps,
  "db" | "mirror" | "plex" | "settings" | "clock" | "gapSettings"
> {
  readonly rows: GapRows;
  readonly twins: TwinNames;
}

/** Most files that are remembered; beyond that the oldest ones are forgotten. */
const kept = 20_000;
const perStep = 25;
const MOVIE = 1;

type Answer = Pick<AskedFile, "outcome" | "sceneIds">;
type Why = Pick<Difference, "reason" | "sceneId" | "details">;

export const createAskedFiles = (deps: AskedFilesDeps): AskedFiles => {
  const { db, mirror, plex, settings, clock, gapSettings, rows, twins } = deps;
  const asked = createAskedRows(db);
  const factsOf = plex === null ? null : plexFactsOf(plex.reader);
  const pathsOf = prepareQuery<{ path: string }, [string]>(
    db,
    "SELECT f.path FROM json_each(?) j CROSS JOIN scene_files f ON f.scene_id = j.value",
  );

  const answerOf = (filename: string): Answer => {
    const request = { type: MOVIE, filename, manual: false, includeAdult: true } as const;
    const facts = factsOf?.(request);
    const { outcome, candidates } = mirror.reader.atOnce(() =>
      decide(request, {
        ...ladderOf({ ...settings, mirror }),
        ...(facts !== undefined && { plexFacts: facts }),
      }),
    );
    return { outcome, sceneIds: [...new Set(candidates.map(({ sceneId }) => sceneId))] };
  };
  const whyOf = ({ outcome, sceneIds }: Answer, filename: string): Why => {
    const [first = null] = sceneIds;
    if (outcome === "ambiguous") {
      return { reason: "ambiguous", sceneId: null, details: sceneIds.join(", ") };
    }
    if (outcome === "filtered") return { reason: "filtered", sceneId: first, details: null };
    const twin = twins.wildcard(filename);
    return twin === null
      ? { reason: "not-in-stash", sceneId: null, details: null }
      : { reason: "wildcard-twin", sceneId: null, details: twin };
  };
  /**
   * The item of the watched sections that has the file, with the part's path; null: none is known. Several sections may
   * have a file of this relative name: Plex asks about the one without a match.
   */
  const partOf = (filename: string): { item: MirroredItem; file: string } | null => {
    if (plex === null || hasParentSegment(filename)) return null;
    const folders = plex.reader
      .sections()
      .flatMap((section) => (section.watched ? section.folders : []));
    const found = folders.flatMap((folder) => {
      const path = foldPath(joinPath(folder, stripRoot(filename)));
      return plex.reader.itemsByFoldedPath(path).flatMap((item) => {
        const part = item.parts.find(({ file }) => foldPath(file) === path);
        return part === undefined ? [] : [{ item, file: part.file }];
      });
    });
    return found.find(({ item }) => item.sceneId === null) ?? found[0] ?? null;
  };
  const close = (row: AskedRow): void => {
    rows.close(row.id, clock.now(), null);
  };
  /** Opens the gap, or says that it was met again; an item that is known already has the gap of its file. */
  const open = (file: Pick<AskedFile, "filename" | "title" | "at">, answer: Answer): void => {
    const { filename, title, at } = file;
    if (gapSettings().excludeKinds.includes("plex-only")) return;
    const part = partOf(filename);
    if (part !== null && part.item.sceneId !== null) return;
    const why = whyOf(answer, filename);
    const subject =
      part === null ? askedSubject(pathKey(filename)) : fileSubject(foldPath(part.file));
    const standing = asked.open(subject);
    if (standing !== null) {
      asked.seen(standing.id, why, at);
      return;
    }
    const gap: Difference = {
      kind: "plex-only",
      subject,
      itemId: part?.item.id ?? null,
      sectionKey: part?.item.sectionKey ?? null,
      stashPath: null,
      plexPath: part?.file ?? filename,
      title: part?.item.title ?? title,
      ...why,
    };
    rows.insert(gap, "match", at);
  };
  const noteOne = (file: AskedFile): void => {
    const key = pathKey(file.filename);
    const row = asked.open(askedSubject(key));
    switch (file.outcome) {
      case "matched":
        asked.forget(key);
        if (row !== null) close(row);
        return;
      case "unconfirmed":
        if (row === null) asked.remember({ key, ...file });
        return;
      case "none":
      case "ambiguous":
      case "filtered":
        asked.forget(key);
        open(file, file);
    }
  };
  /** Whether Plex has been read since it asked, and does not have the file: it was taken away, or is not ours. */
  const isGone = ({ lastSeen }: AskedRow): boolean => {
    const freshAsOf = plex?.status().freshAsOf ?? null;
    return freshAsOf !== null && lastSeen < freshAsOf;
  };
  const lookAt = (row: AskedRow, isCompared: boolean): void => {
    const part = isCompared ? partOf(row.filename) : null;
    if (part !== null) {
      // The comparison has just judged the part itself.
      const id = rows.openId("plex-only", fileSubject(foldPath(part.file)));
      if (id === null) close(row);
      else asked.merge(row, id);
      return;
    }
    const answer = answerOf(row.filename);
    if (answer.outcome === "matched" || (isCompared && isGone(row))) close(row);
    else asked.seen(row.id, whyOf(answer, row.filename), row.lastSeen);
  };
  const lookAtAll = async (
    list: readonly AskedRow[],
    isCompared: boolean,
    between: () => Promise<void>,
  ): Promise<void> => {
    for (let at = 0; at < list.length; at += perStep) {
      inTransaction(db, () => {
        for (const row of list.slice(at, at + perStep)) lookAt(row, isCompared);
      });
      await between();
    }
  };
  const confirm = async (between: () => Promise<void>): Promise<void> => {
    const freshAsOf = mirror.status().freshAsOf ?? 0;
    for (let after = ""; ;) {
      const files = asked.unconfirmed(after, perStep);
      inTransaction(db, () => {
        for (const file of files.filter(({ at }) => at < freshAsOf)) {
          const answer = answerOf(file.filename);
          asked.forget(file.key);
          if (answer.outcome !== "matched") open(file, answer);
        }
      });
      await between();
      if (files.length < perStep) return;
      after = files.at(-1)?.key ?? after;
    }
  };
  return {
    note: (files) => {
      inTransaction(db, () => {
        for (const file of files) noteOne(file);
        asked.bound(kept);
      });
    },
    learned: async (sceneIds, between) => {
      const files = pathsOf.all(JSON.stringify(sceneIds));
      const names = new Set(files.map(({ path }) => foldedSegments(path).at(-1) ?? ""));
      for (const name of names) {
        const found = asked.range(askedSubject(`${name}/`), askedSubject(`${name}0`), perStep);
        const bare = asked.open(askedSubject(`${name}/`));
        await lookAtAll([...(bare === null ? [] : [bare]), ...found], false, between);
      }
    },
    lookAgain: async (isCompared, between) => {
      await confirm(between);
      for (let after = "asked:"; ;) {
        const list = asked.range(after, "asked;", perStep);
        await lookAtAll(list, isCompared, between);
        if (list.length < perStep) return;
        after = list.at(-1)?.subject ?? after;
      }
    },
  };
};
