import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the workspace. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folders of all packages under apps/ and packages/ that have the script `name`. */
export function packagesWithScript(name) {
  return ["apps", "packages"]
    .flatMap((group) => readdirSync(join(root, group)).map((folder) => join(root, group, folder)))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .filter((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return manifest.scripts !== undefined && name in manifest.scripts;
    });
}

/** What turbo and the tools it starts need: no telemetry, and no second look at the lockfile. */
export function toolEnvironment(environment) {
  return { ...environment, TURBO_TELEMETRY_DISABLED: "1", pnpm_run_skip_deps_check: "true" };
}

/** The command line that runs turbo by this Node: no shell, so it works on every system. */
export function turboCommand(args) {
  const turbo = createRequire(join(root, "package.json")).resolve("turbo/bin/turbo");
  return [process.execPath, [turbo, ...args]];
}

/**
 * Runs a command in the root folder. Resolves with its exit code (1 when a signal ended it) and,
 * when `quiet`, with everything it printed.
 */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: toolEnvironment(env),
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    let output = "";
    const collect = (chunk) => {
      output += String(chunk);
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
