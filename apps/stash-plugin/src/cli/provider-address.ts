import { readFileSync } from "node:fs";

export interface ProviderAddress {
  /** Without a slash at the end; empty: there is no provider. */
  readonly url: string;
  readonly token: string;
}

/** The address as a task or the worker last wrote it, or null when none was written, or nothing that can be read. */
export function readProviderAddress(file: string): ProviderAddress | null {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof found !== "object" || found === null) return null;
    if (!("url" in found) || typeof found.url !== "string") return null;
    const token = "token" in found && typeof found.token === "string" ? found.token : "";
    return { url: found.url, token };
  } catch {
    return null;
  }
}
