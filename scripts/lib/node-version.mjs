// Runs on Node 18 too: it is what tells the user of an old Node what to do.

/** The oldest Node the project runs on (`engines` in package.json). */
export const REQUIRED_NODE = "22.19.0";

const WHAT_TO_DO =
  "Install Node 24 from your distribution (on Alpine 3.22 or newer: apk add nodejs npm) or from https://nodejs.org, " +
  "or use the container image, which brings its own (docker/compose.yml).";

/** True when `version` ("v24.1.0" or "24.1.0") is at least `required`. */
export function isAtLeast(version, required) {
  const numbers = (text) => text.replace(/^v/, "").split(".").map(Number);
  const [have, want] = [numbers(version), numbers(required)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (have[index] || 0) - (want[index] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * What kind of C library this Linux has. Only glibc reports its version in Node's own report; the
 * Node binary that the `node` package brings is linked against glibc and does not start on musl.
 */
export function systemOf(platform, reportHeader) {
  if (platform !== "linux") return platform;
  return reportHeader && reportHeader.glibcVersionRuntime ? "linux-glibc" : "linux-musl";
}

/** Before the install: undefined when it can bring a Node that runs here, else the sentence to print. */
export function installProblem({ version, system }) {
  if (system !== "linux-musl" || isAtLeast(version, REQUIRED_NODE)) return undefined;
  return (
    `Stash2Plex needs Node ${REQUIRED_NODE} or newer and found ${version}. On this system (musl, as in Alpine Linux) ` +
    `the Node 24 that the workspace brings along cannot run, so the system's own is used. ${WHAT_TO_DO}`
  );
}

/** At the start of a script: undefined when this Node is new enough, else the sentence to print. */
export function runtimeProblem({ version }) {
  if (isAtLeast(version, REQUIRED_NODE)) return undefined;
  return (
    `Stash2Plex needs Node ${REQUIRED_NODE} or newer and runs on ${version}. Run it through the workspace ` +
    `(npx --yes pnpm@10.34.9 start), which brings Node 24 where it can. Where it cannot: ${WHAT_TO_DO}`
  );
}

/** This machine's C library, as `systemOf` names it. */
export function currentSystem() {
  const report = process.report;
  if (process.platform !== "linux" || !report) return process.platform;
  // Without this the report looks up the names of all network peers, which can take seconds.
  report.excludeNetwork = true;
  return systemOf(process.platform, report.getReport().header);
}

/** Prints the sentence and ends the process when this Node is too old for the scripts. */
export function exitOnOldNode() {
  const problem = runtimeProblem({ version: process.version });
  if (problem === undefined) return;
  process.stderr.write(`\n${problem}\n\n`);
  process.exit(1);
}
