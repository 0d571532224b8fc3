import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { storedClientIdentifier } from "@stash2plex/engine/engine";
import { createMirrorReader, type MirrorReader } from "@stash2plex/engine/stash-mirror";
import { toStoreError } from "@stash2plex/engine/store";

import { databaseFile } from "../serving/data-folder.ts";
import { OperatorError } from "../serving/operator-error.ts";

export interface OfflineMirror {
  readonly reader: MirrorReader;
  close(): void;
}

/** The mirror as it lies in the data folder, beside a running provider or without one. Only reads. */
export function openOfflineMirror(dataDir: string): OfflineMirror {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) {
    throw new OperatorError(
      `There is no ${file}: nothing was copied from Stash yet. Run "stash2plex serve" first, or set DATA_DIR to where it runs.`,
    );
  }
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    return { reader: createMirrorReader(db), close: () => db.close() };
  } catch (error) {
    throw new OperatorError(toStoreError(error, file).message, undefined, error);
  }
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
