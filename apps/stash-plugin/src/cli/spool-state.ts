import { readdirSync } from "node:fs";

/** Whether hooks left nothing in the folder. */
export function isSpoolEmpty(folder: string): boolean {
  try {
    return !readdirSync(folder).some((name) => name.endsWith(".json"));
  } catch {
    return true;
  }
}
