import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";

import { isSqliteError, toStoreError, type StoreError } from "./store-error.ts";

const companions = ["-wal", "-shm"] as const;

const markerOf = (file: string): string => `${file}.damaged`;

/** `20260131-094500`, in UTC, so that names sort by age. */
const dated = (now: number): string =>
  new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/gu, "").replace("T", "-");

/**
 * Leaves a note beside the file that it is damaged: damage met while the program runs cannot be repaired under open
 * connections, so the next start sets the file aside.
 */
export const markDamaged = (file: string): void => {
  try {
    writeFileSync(markerOf(file), "");
  } catch {
    // A disk that cannot even take an empty file: the next start finds the damage by itself.
  }
};

/**
 * Runs work on the store; what SQLite throws becomes a `StoreError`, and damage is noted for the next start.
 *
 * @throws StoreError, or whatever else the work threw.
 */
export const withStoreErrors = <T>(file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw isSqliteError(error) ? noteDamage(error, file) : error;
  }
};

/** The `StoreError` of what SQLite threw, damage noted for the next start. */
export const noteDamage = (error: unknown, file: string): StoreError => {
  const problem = toStoreError(error, file);
  if (problem.code === "damaged") markDamaged(file);
  return problem;
};

export const isMarkedDamaged = (file: string): boolean => existsSync(markerOf(file));

/** Renames the file and its companions to a dated name; returns the new name. */
export const setAside = (file: string, now: number): string => {
  const target = `${file}.damaged-${dated(now)}`;
  if (existsSync(file)) renameSync(file, target);
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, target + companion);
  }
  rmSync(markerOf(file), { force: true });
  return target;
};
