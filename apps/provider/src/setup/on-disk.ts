import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { errorCode } from "../error-code.ts";
import type { TemporaryFolder } from "./setup-deps.ts";

/** The file that a link leads to, so that the link stays one. */
function whereItLies(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return path;
    throw error;
  }
}

/** Puts a whole text in the place of a file, or leaves the file as it was; readable for us only, it may hold keys. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = whereItLies(path);
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "stash2plex-setup-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
