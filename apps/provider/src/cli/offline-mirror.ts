import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { storedClientIdentifier } from "@stash2plex/engine/engine";
import { type BothSides, readBothSides } from "@stash2plex/engine/path-suggest";
import { createMirrorReader, type MirrorReader } from "@stash2plex/engine/stash-mirror";
import { toStoreError } from "@stash2plex/engine/store";

import { databaseFile } from "../serving/data-folder.ts";
import { OperatorError } from "../serving/operator-error.ts";

export interface OfflineMirror {
  readonly reader: MirrorReader;
  close(): void;
}

/** The database as it lies in the data folder, beside a running provider or without one. Only reads. */
function openOffline(dataDir: string): DatabaseSync {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) {
    throw new OperatorError(
      `There is no ${file}: nothing was copied from Stash yet. Run "stash2plex serve" first, or set DATA_DIR to where it runs.`,
    );
  }
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  } catch (error) {
    throw new OperatorError(toStoreError(error, file).message, undefined, error);
  }
}

/** What a question of the database answers; a damaged file, or one of an older version, is told in a sentence. */
function inOffline<T>(dataDir: string, db: DatabaseSync, ask: (db: DatabaseSync) => T): T {
  try {
    return ask(db);
  } catch (error) {
    db.close();
    throw new OperatorError(toStoreError(error, databaseFile(dataDir)).message, undefined, error);
  }
}

export function openOfflineMirror(dataDir: string): OfflineMirror {
  const db = openOffline(dataDir);
  const reader = inOffline(dataDir, db, createMirrorReader);
  return { reader, close: () => db.close() };
}

/** Every file that the copies of Stash and Plex know; null: Plex has no such library. */
export function readOfflineSides(dataDir: string, section: string | null): BothSides | null {
  const db = openOffline(dataDir);
  const sides = inOffline(dataDir, db, () => readBothSides(db, section));
  db.close();
  return sides;
}

/** A sentence when the mirror is empty: answers would mean nothing. */
export function emptyMirrorProblem(reader: MirrorReader, dataDir: string): string | null {
  return reader.sceneIds(0, 1).length > 0
    ? null
    : `${databaseFile(dataDir)} holds no scene yet: let "stash2plex serve" copy Stash first.`;
}

/** Under which name Plex knows this installation; null before the first start with Plex. */
export function knownClientIdentifier(dataDir: string): string | null {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) return null;
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      return storedClientIdentifier({ db });
    } finally {
      db.close();
    }
  } catch {
    // A damaged or older file: the check of the data folder says so.
    return null;
  }
}
