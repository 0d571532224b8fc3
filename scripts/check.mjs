// `pnpm check`: everything but the tests. All steps run, so that one look shows all that is wrong.
import process from "node:process";
import { exitOnOldNode } from "./lib/node-version.mjs";
import { run } from "./lib/workspace.mjs";

exitOnOldNode();

const steps = [
  ["generated code is current", "codegen:check"],
  ["types", "typecheck"],
  ["lint", "lint"],
  ["format", "format:check"],
  ["unused code and dependencies", "knip"],
  ["layers", "depcruise"],
];

const failed = [];
for (const [what, script] of steps) {
  process.stdout.write(`\n== ${what} (pnpm ${script})\n`);
  const { code } = await run("pnpm", ["--silent", "run", script]);
  if (code !== 0) failed.push(`${what} (pnpm ${script})`);
}

process.stdout.write(
  failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${failed.join(", ")}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
