import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { EngineParts } from "./engine-parts.js";
import { nodeProblem } from "./node-version.js";

const isParts = (loaded: unknown): loaded is EngineParts =>
  typeof loaded === "object" &&
  loaded !== null &&
  "openEngine" in loaded &&
  "drainSpool" in loaded &&
  "acquireWorkerLock" in loaded;

/**
 * Loads engine.cjs beside a program, on first use: it holds SQLite, which an old Node does not have, and is the larger part.
 *
 * @throws Error in words for a Node that is too old
 */
export function engineBeside(program: string, nodeVersion: string): EngineParts {
  let loaded: EngineParts | null = null;
  const load = (): EngineParts => {
    if (loaded !== null) return loaded;
    const problem = nodeProblem(nodeVersion);
    if (problem !== null) throw new Error(problem);
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
