import { dirname } from "node:path";

/** What can be wrong with the file that holds our state. */
export type StoreProblem =
  /** Written by a newer Stash2Plex. */
  | "newer-file"
  /** Folder or file cannot be created or written. */
  | "unwritable"
  | "disk-full"
  /** The file system does not offer what write-ahead logging needs. */
  | "network-share"
  /** Another program holds the file. */
  | "busy"
  | "damaged"
  | "other";

const reasonOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : String(error);

/** Whether SQLite threw this, as opposed to everything else that can go wrong. */
export const isSqliteError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "errcode" in error;

/** A failure of the store; the message is a sentence with what to do next. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreProblem;
  /** What SQLite or the system said. */
  readonly reason: string;

  constructor(code: StoreProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.reason = cause === undefined ? message : reasonOf(cause);
  }
}

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const problemOfResultCode: Readonly<Record<number, StoreProblem>> = {
  5: "busy",
  6: "busy",
  8: "unwritable",
  11: "damaged",
  13: "disk-full",
  14: "unwritable",
  23: "unwritable",
  26: "damaged",
};

const problemOfSystemCode: Readonly<Record<string, StoreProblem>> = {
  EACCES: "unwritable",
  EPERM: "unwritable",
  EROFS: "unwritable",
  ENOTDIR: "unwritable",
  EEXIST: "unwritable",
  ENOENT: "unwritable",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
};

/** Which problem an error of node:sqlite or of the file system stands for; null when it is neither. */
export const storeProblemOf = (error: unknown): StoreProblem | null => {
  if (error instanceof StoreError) return error.code;
  if (typeof error !== "object" || error === null) return null;
  if ("errcode" in error && typeof error.errcode === "number") {
    return problemOfResultCode[error.errcode & 0xff] ?? "other";
  }
  if ("code" in error && typeof error.code === "string") {
    return problemOfSystemCode[error.code] ?? null;
  }
  return null;
};

const userId = (): string => {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? "" : `${uid}:${gid}`;
};

const unwritableRemedy = (folder: string, reason: string): string => {
  if (/EROFS|read-only file system/i.test(reason)) {
    return "It is mounted read-only: mount it without that (`:ro` in compose files), or set DATA_DIR to another folder.";
  }
  const owner = userId();
  return owner === ""
    ? "Give the program the right to write there, or set DATA_DIR to another folder."
    : `Run "chown -R ${owner} ${folder}" on the host, or set DATA_DIR to a folder that user ${owner} may write to.`;
};

const sentenceOf = (problem: StoreProblem, file: string, reason: string): string => {
  const folder = dirname(file);
  switch (problem) {
    case "unwritable":
      return `The data folder ${folder} cannot be written (${reason}). ${unwritableRemedy(folder, reason)}`;
    case "disk-full":
      return `The disk that holds ${folder} is full (${reason}). Free some space; work goes on by itself then.`;
    case "network-share":
      return `${file} lies on a file system without the locks that SQLite needs (${reason}). Set DATA_DIR to a folder on a local disk.`;
    case "busy":
      return `${file} is held by another program (${reason}). Two Stash2Plex must not share one DATA_DIR: stop the other one, or give it its own folder.`;
    case "damaged":
      return `${file} is damaged (${reason}). It is set aside at the next start, and what it held is read again from Stash: restart Stash2Plex.`;
    case "newer-file":
    case "other":
      return `${file} could not be used (${reason}). See the log above, or set DATA_DIR to another folder.`;
  }
};

/** Turns whatever SQLite or the file system threw into a `StoreError` with a sentence. */
export const toStoreError = (error: unknown, file: string): StoreError => {
  if (error instanceof StoreError) return error;
  const problem = storeProblemOf(error) ?? "other";
  return new StoreError(problem, sentenceOf(problem, file, reasonOf(error)), error);
};
