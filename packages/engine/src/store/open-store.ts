import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import { isMarkedDamaged, setAside } from "./damaged-file.ts";
import { migrations } from "./migrations.ts";
import { networkShareOf } from "./network-share.ts";
import { StoreError, toStoreError } from "./store-error.ts";
import { inTransaction } from "./transaction.ts";
import { prepareQuery } from "./typed-query.ts";

export interface StoreOptions {
  /** Path of the SQLite file; its folder is made when missing. */
  readonly file: string;
  readonly logger: Logger;
  readonly clock: Pick<Clock, "now">;
}

/** The SQLite file with our state. */
export interface Store {
  readonly file: string;
  /** Connection for writing. Only one thread writes to the Stash mirror. */
  readonly db: DatabaseSync;
  /** Sentences for people: the file was set aside, the folder lies on a network share. */
  readonly notices: readonly string[];
  /** A connection that only reads and never waits for a writer (write-ahead log). Closed with the store. */
  openReader(): DatabaseSync;
  close(): void;
}

/** Longest wait for another connection's write, in milliseconds; our own transactions take far less. */
const busyTimeoutMs = 5_000;
/** Page caches, in KiB (negative: SQLite's way to say KiB). */
export const writerCache = -16_384;
const readerCache = -8_192;
/**
 * Pages in the write-ahead log before they are brought into the file. Twice the default: pages that several
 * transactions touch are then written once.
 */
export const checkpointPages = 2_000;
/** Bytes that the log keeps on disk after it was emptied. */
const emptyLogBytes = 4_194_304;

const userVersion = (db: DatabaseSync): number =>
  prepareQuery<{ user_version: number }>(db, "PRAGMA user_version").get()?.user_version ?? 0;

const migrate = (db: DatabaseSync, file: string): void => {
  const version = userVersion(db);
  if (version > migrations.length) {
    throw new StoreError(
      "newer-file",
      `${file} was written by a newer Stash2Plex (its version is ${version}, this program knows ${migrations.length}). ` +
        "Run the newer version again, or move the file away: everything from Stash is read anew.",
    );
  }
  migrations.slice(version).forEach((statements, index) => {
    inTransaction(db, () => {
      db.exec(statements);
      db.exec(`PRAGMA user_version = ${version + index + 1}`);
    });
  });
};

/** Looks into every table, so that coarse damage is met now and not by the first request. */
const touchTables = (db: DatabaseSync): void => {
  const tables = prepareQuery<{ name: string }>(
    db,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
  );
  for (const { name } of tables.all()) db.prepare(`SELECT * FROM "${name}" LIMIT 1`).get();
};

const openWriter = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false, timeout: busyTimeoutMs });
  try {
    // The first real read: a truncated or foreign file is noticed here.
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    const mode = prepareQuery<{ journal_mode: string }>(db, "PRAGMA journal_mode = WAL").get();
    if (mode?.journal_mode !== "wal") {
      throw new StoreError(
        "network-share",
        `${file} lies on a file system without the shared memory that SQLite's write-ahead log needs. Set DATA_DIR to a folder on a local disk.`,
      );
    }
    // With a write-ahead log NORMAL loses at most the last moments in a power cut, and never damages the file.
    db.exec(
      `PRAGMA synchronous = NORMAL; PRAGMA cache_size = ${writerCache};
       PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA journal_size_limit = ${emptyLogBytes}`,
    );
    migrate(db, file);
    touchTables(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const openOrSetAside = (options: StoreOptions, notices: string[]): DatabaseSync => {
  const { file, clock, logger } = options;
  const replace = (why: string): DatabaseSync => {
    const name = setAside(file, clock.now());
    const notice = `${file} was damaged (${why}) and is now ${name}; a new one was begun, everything from Stash is read again.`;
    notices.push(notice);
    logger.error(notice);
    return openWriter(file);
  };
  if (isMarkedDamaged(file)) return replace("found while running");
  try {
    return openWriter(file);
  } catch (error) {
    const problem = toStoreError(error, file);
    if (problem.code !== "damaged") throw problem;
    return replace(problem.reason);
  }
};

const checkFolder = (file: string, notices: string[], logger: Logger): void => {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const share = networkShareOf(folder);
  if (share === null) return;
  const notice =
    `The data folder ${folder} lies on a network share (${share}), where SQLite can lose data. ` +
    "Set DATA_DIR to a folder on a local disk.";
  notices.push(notice);
  logger.warn(notice);
};

/**
 * Opens the file, brings it to the present version and sets a damaged one aside.
 *
 * @throws StoreError with a sentence when the file can be neither used nor replaced.
 */
export const openStore = (options: StoreOptions): Store => {
  const { file, logger } = options;
  const notices: string[] = [];
  try {
    checkFolder(file, notices, logger);
    const db = openOrSetAside(options, notices);
    const readers: DatabaseSync[] = [];
    return {
      file,
      db,
      notices,
      openReader: () => {
        const reader = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
        reader.exec(`PRAGMA cache_size = ${readerCache}`);
        readers.push(reader);
        return reader;
      },
      close: () => {
        for (const connection of [...readers, db]) if (connection.isOpen) connection.close();
      },
    };
  } catch (error) {
    throw toStoreError(error, file);
  }
};
