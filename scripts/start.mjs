// `pnpm start`: builds the provider, then runs it in this very process, so that signals and the exit
// code are its own and nothing is left behind when this process is killed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { launchersOf, watchLaunchers } from "./lib/launchers.mjs";
import { exitOnOldNode } from "./lib/node-version.mjs";
import { swallowSignalEchoes } from "./lib/signals.mjs";
import { startArguments } from "./lib/start-arguments.mjs";
import { root, run, turboCommand } from "./lib/workspace.mjs";

exitOnOldNode();

const main = join(root, "apps", "provider", "dist", "main.js");
const { code, output } = await run(
  ...turboCommand(["run", "build", "--filter=@stash2plex/provider", "--output-logs=errors-only"]),
  { quiet: true },
);

if (code !== 0 || !existsSync(main)) {
  process.stderr.write(`${output}\nThe provider could not be built; what went wrong is above.\n`);
  process.exitCode = code === 0 ? 1 : code;
} else {
  swallowSignalEchoes(process);
  watchLaunchers(launchersOf(process.ppid), () => process.kill(process.pid, "SIGTERM"));
  process.argv = [process.argv[0], main, ...startArguments(process.argv.slice(2), process.env)];
  await import(pathToFileURL(main).href);
}
