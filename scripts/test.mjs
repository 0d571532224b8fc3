// `pnpm test`: the tests of all packages, then one line with their sum.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { exitOnOldNode } from "./lib/node-version.mjs";
import { summaryLine, sumResults, withExitCode } from "./lib/test-summary.mjs";
import { packagesWithScript, root, run, turboCommand } from "./lib/workspace.mjs";

exitOnOldNode();

const resultFiles = [root, ...packagesWithScript("test").filter((folder) => folder !== root)].map(
  (folder) => join(folder, ".test-results.json"),
);
// A stale file must not stand in for a run that never came to its end.
for (const file of resultFiles) rmSync(file, { force: true });

const extra = process.argv.slice(2);
// A continuous integration run proves the tests themselves, never an earlier run's cached answer.
const fresh = process.env.CI ? ["--force"] : [];
const { code } = await run(
  ...turboCommand([
    "run",
    "test",
    "test:scripts",
    "--continue",
    // Each package's tests keep half of the processors busy by themselves.
    "--concurrency=2",
    "--log-order=grouped",
    ...fresh,
    ...extra,
  ]),
);

const results = resultFiles.map((file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined,
);
const sum = withExitCode(sumResults(results), code);
process.exitCode = sum.failed > 0 ? 1 : 0;
process.stdout.write(`\n${summaryLine(sum)}\n`);
