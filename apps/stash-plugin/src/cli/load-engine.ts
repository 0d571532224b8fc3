import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { EngineParts } from "./engine-parts.js";

const NEEDS = [22, 19] as const;

const isParts = (loaded: unknown): loaded is EngineParts =>
  typeof loaded === "object" &&
  loaded !== null &&
  "openEngine" in loaded &&
  "drainSpool" in loaded &&
  "acquireWorkerLock" in loaded;

const isOldNode = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < NEEDS[0] || (major === NEEDS[0] && minor < NEEDS[1]);
};

/**
 * Loads engine.cjs beside a program, on first use: it holds SQLite, which an old Node does not have, and is the larger part.
 *
 * @throws Error in words for a Node that is too old
 */
export function engineBeside(program: string, nodeVersion: string): EngineParts {
  let loaded: EngineParts | null = null;
  const load = (): EngineParts => {
    if (loaded !== null) return loaded;
    if (isOldNode(nodeVersion))
      throw new Error(
        `Stash2Plex CLI needs Node ${NEEDS.join(".")} or newer; this is ${nodeVersion}. Set STASH2PLEX_NODE to the path of a newer one.`,
      );
    const found: unknown = createRequire(program)(join(dirname(program), "engine.cjs"));
    if (!isParts(found)) throw new Error("engine.cjs is damaged: install the plugin anew.");
    loaded = found;
    return found;
  };
  return {
    // Each throws inside its promise: an old Node is told, not crashed.
    openEngine: async (options) => load().openEngine(options),
    drainSpool: async (folder, submit) => load().drainSpool(folder, submit),
    acquireWorkerLock: (file) => load().acquireWorkerLock(file),
  };
}
