import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The processes of a benchmark; none outlives it. */
export interface Children {
  /** A program of this folder that speaks by messages. */
  fork(relative: string, args?: readonly string[]): ChildProcess;
  /** Any program in Node; what it prints to stdout is the caller's. */
  spawn(
    file: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): ChildProcess;
  end(child: ChildProcess): Promise<void>;
  endAll(): Promise<void>;
}

/** Longer than the provider takes at most to end in order. */
const PATIENCE_MS = 12_000;

export const pathOf = (relative: string): string =>
  fileURLToPath(new URL(relative, import.meta.url));

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}

export function createChildren(): Children {
  const running = new Set<ChildProcess>();
  const env = { ...process.env, NODE_ENV: "production" };
  const keep = (child: ChildProcess): ChildProcess => {
    running.add(child);
    child.once("exit", () => running.delete(child));
    return child;
  };
  return {
    fork: (relative, args = []) => keep(fork(pathOf(relative), args, { env, execArgv: [] })),
    spawn: (file, args, more = {}) =>
      keep(
        spawn(process.execPath, [file, ...args], {
          env: { ...env, ...more },
          stdio: ["ignore", "pipe", "inherit"],
        }),
      ),
    end,
    endAll: async () => {
      await Promise.all([...running].map(end));
    },
  };
}

/** Sends a message and waits for the answer; rejects when the process ends instead. */
export function askChild<T>(child: ChildProcess, message: object): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onExit = (): void => reject(new Error("A process of the benchmark ended too early."));
    child.once("exit", onExit);
    child.once("message", (answer) => {
      child.off("exit", onExit);
      if ("problem" in (answer as object)) {
        reject(new Error((answer as { problem: string }).problem));
      } else resolve(answer as T);
    });
    child.send(message);
  });
}
