// After every install (`postinstall`): where the Node 24 that the workspace brought does not start (it
// is built for glibc), take it off the PATH of the scripts, so that the system's own Node is used.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root } from "./lib/workspace.mjs";

if (process.platform !== "win32") {
  const ownNode = join(root, "node_modules", ".bin", "node");
  if (spawnSync(ownNode, ["-e", "0"]).status !== 0) rmSync(ownNode, { force: true });
}
