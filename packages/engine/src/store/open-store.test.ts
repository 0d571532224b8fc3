import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { markDamaged } from "./damaged-file.ts";
import { openStore, type Store } from "./open-store.ts";
import { StoreError, toStoreError } from "./store-error.ts";
import { inTransaction } from "./transaction.ts";

const clock = { now: () => Date.UTC(2026, 0, 31, 9, 45) };

describe("the store", () => {
  let folder: string;
  let file: string;
  let errors: string[];
  const open = (path = file): Store =>
    openStore({
      file: path,
      clock,
      logger: { ...silentLogger, error: (event) => errors.push(event) },
    });
  const remember = (store: Store, value: string): void => {
    store.db.prepare("INSERT INTO mirror_meta (key, value) VALUES ('test', ?)").run(value);
  };
  const remembered = (db: DatabaseSync): unknown =>
    db.prepare("SELECT value FROM mirror_meta WHERE key = 'test'").get()?.value;
  const problemOf = (path: string): StoreError => {
    try {
      open(path).close();
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
    throw new Error("The store opened.");
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stash2plex-store-"));
    file = join(folder, "data", "stash2plex.db");
    errors = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes its folder and keeps what was written", () => {
    const first = open();
    remember(first, "kept");
    first.close();

    const second = open();
    expect(remembered(second.db)).toBe("kept");
    expect(second.notices).toEqual([]);
    second.close();
  });

  it("gives readers that see committed work while a writer is in the middle of more", () => {
    const store = open();
    const reader = store.openReader();
    remember(store, "committed");
    store.db.exec("BEGIN IMMEDIATE; DELETE FROM mirror_meta");

    expect(remembered(reader)).toBe("committed");
    expect(() => reader.exec("DELETE FROM mirror_meta")).toThrow(/readonly/u);
    store.db.exec("COMMIT");
    expect(remembered(reader)).toBeUndefined();
    store.close();
  });

  it("undoes a transaction that throws", () => {
    const store = open();
    expect(() =>
      inTransaction(store.db, () => {
        remember(store, "half");
        throw new Error("stopped");
      }),
    ).toThrow("stopped");
    expect(remembered(store.db)).toBeUndefined();
    expect(store.db.isTransaction).toBe(false);
    store.close();
  });

  it.each([
    ["is no database", () => writeFileSync(file, "x".repeat(20_000))],
    [
      "was cut off",
      () => {
        const store = open();
        inTransaction(store.db, () => {
          for (let id = 0; id < 5_000; id += 1) {
            store.db
              .prepare(
                "INSERT INTO tags (id, updated_at, name, parent_ids) VALUES (?, '', ?, '[]')",
              )
              .run(id, "x".repeat(90));
          }
        });
        store.close();
        truncateSync(file, 100_000);
      },
    ],
    [
      "was found damaged while it was in use",
      () => {
        open().close();
        markDamaged(file);
      },
    ],
  ])("sets a file aside that %s, and says so", (_, damage) => {
    mkdirSync(join(folder, "data"), { recursive: true });
    damage();

    const store = open();
    remember(store, "new");
    expect(store.notices).toEqual([expect.stringContaining("damaged-20260131-094500")]);
    expect(errors).toEqual(store.notices);
    expect(readdirSync(join(folder, "data"))).toContain("stash2plex.db.damaged-20260131-094500");
    store.close();

    const again = open();
    expect(again.notices).toEqual([]);
    expect(remembered(again.db)).toBe("new");
    again.close();
  });

  it("refuses a file of a newer version and leaves it alone", () => {
    const store = open();
    remember(store, "from the future");
    store.db.exec("PRAGMA user_version = 900");
    store.close();

    const problem = problemOf(file);
    expect(problem.code).toBe("newer-file");
    expect(problem.message).toContain("its version is 900");
    const db = new DatabaseSync(file);
    expect(remembered(db)).toBe("from the future");
    db.close();
  });

  it("names the folder that cannot be written and what to do", () => {
    const occupied = join(folder, "occupied");
    writeFileSync(occupied, "");
    const problem = problemOf(join(occupied, "stash2plex.db"));
    expect(problem.code).toBe("unwritable");
    expect(problem.message).toContain(`The data folder ${occupied} cannot be written`);
    expect(problem.message).toContain("chown -R");
    expect(readFileSync(occupied, "utf8")).toBe("");
  });

  it("names a place where a file cannot be made", () => {
    mkdirSync(file, { recursive: true });
    expect(problemOf(file).code).toBe("unwritable");
  });

  it.each([
    [13, "disk-full", "is full"],
    [13 | (1 << 8), "disk-full", "is full"],
    [5, "busy", "must not share one DATA_DIR"],
    [8, "unwritable", "cannot be written"],
    [11, "damaged", "is set aside at the next start"],
    [1, "other", "could not be used"],
  ])("says what SQLite's code %i means", (errcode, code, words) => {
    const problem = toStoreError(Object.assign(new Error("sqlite says so"), { errcode }), file);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(words);
  });

  it("does not advise chown where the folder is mounted read-only", () => {
    const error = Object.assign(new Error("EROFS: read-only file system, open"), { code: "EROFS" });
    const { message } = toStoreError(error, file);
    expect(message).toContain("mounted read-only");
    expect(message).not.toContain("chown");
  });

  it("writes nothing more than fits when the disk is full, and says so", () => {
    const store = open();
    const pages = Number(store.db.prepare("PRAGMA page_count").get()?.page_count);
    store.db.exec(`PRAGMA max_page_count = ${pages}`);
    let thrown: unknown = null;
    try {
      inTransaction(store.db, () => {
        remember(store, "x".repeat(1_000_000));
      });
    } catch (error) {
      thrown = error;
    }
    expect(toStoreError(thrown, file)).toMatchObject({ code: "disk-full" });
    expect(remembered(store.db)).toBeUndefined();
    store.close();
  });
});
