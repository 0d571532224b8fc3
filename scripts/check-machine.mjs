// Before every install (`pnpm:devPreinstall`): say what to do where the workspace cannot bring its Node.
import process from "node:process";
import { currentSystem, installProblem } from "./lib/node-version.mjs";

const problem = installProblem({ version: process.version, system: currentSystem() });
if (problem !== undefined) {
  process.stderr.write(`\n${problem}\n\n`);
  process.exitCode = 1;
}
