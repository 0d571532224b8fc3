import { spawnSync } from "node:child_process";
import process from "node:process";

/** Parent and command line of a process, or undefined where that cannot be learned. */
function processInfo(pid) {
  const { status, stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const match = status === 0 ? /^\s*(\d+)\s+(.*)/.exec(stdout) : null;
  return match === null ? undefined : { parent: Number(match[1]), commandLine: match[2] };
}

/**
 * The processes that stand between the user's shell and this one: npx, pnpm and the small shells that
 * they start, nearest first. `info` is `processInfo`, or a table in tests.
 */
export function launchersOf(firstParent, info = processInfo) {
  const launchers = [];
  let waiting = [];
  let pid = firstParent;
  for (let found = info(pid); pid > 1 && found !== undefined; found = info(pid)) {
    const isLauncher = /\b(npx|npm|pnpm)\b/.test(found.commandLine);
    const isShell = /^(\S*\/)?(sh|bash|dash|ash) -c /.test(found.commandLine);
    if (!isLauncher && !isShell) break;
    waiting.push(pid);
    // A shell counts only where npx or pnpm stands above it: the user's own may end, as under nohup.
    if (isLauncher) {
      launchers.push(...waiting);
      waiting = [];
    }
    pid = found.parent;
  }
  return launchers;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * Calls `whenGone` once when one of the processes has ended. npx and pnpm hand SIGTERM to a shell that
 * dies of it without telling the program; their end is then the only sign that reaches it.
 */
export function watchLaunchers(pids, whenGone, { alive = isAlive, everyMs = 500 } = {}) {
  const timer = setInterval(() => {
    if (pids.every(alive)) return;
    clearInterval(timer);
    whenGone();
  }, everyMs);
  timer.unref();
}
