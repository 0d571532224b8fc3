import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";

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
