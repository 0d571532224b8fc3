import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";

import { choosePort } from "../src/demo/free-port.ts";
import { type Children, pathOf } from "./children.ts";

type Status = Pick<MirrorStatus, "phase" | "freshAsOf" | "scenes">;

export interface ProviderProcess {
  readonly url: string;
  mirror(): Promise<Status>;
  /** Resolves when the mirror is as wanted. */
  until(wanted: (mirror: Status) => boolean): Promise<void>;
  end(): Promise<void>;
}

export interface ProviderWishes {
  readonly stashUrl: string;
  readonly dataDir: string;
  readonly followInterval: string;
}

const program = pathOf("../dist/main.js");
const LOOK_EVERY_MS = 200;
/** A first copy of a million scenes takes a few minutes. */
const PATIENCE_MS = 900_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function buildIfAbsent(): void {
  if (existsSync(program)) return;
  const tsup = pathOf("../../../node_modules/tsup/dist/cli-default.js");
  execFileSync(process.execPath, [tsup, "--silent"], { cwd: pathOf(".."), stdio: "inherit" });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function eventually(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`The provider is not ${what}.`);
    await pause(LOOK_EVERY_MS);
  }
}

/** The provider as it is shipped, in a process of its own. */
export async function startProviderProcess(
  children: Children,
  { stashUrl, dataDir, followInterval }: ProviderWishes,
): Promise<ProviderProcess> {
  buildIfAbsent();
  const { port } = await choosePort(0, "127.0.0.1");
  const url = `http://127.0.0.1:${port}`;
  const child = children.spawn(program, ["serve"], {
    STASH_URL: stashUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    FOLLOW_INTERVAL: followInterval,
  });
  child.stdout?.pipe(process.stderr);
  const mirror = async (): Promise<Status> => {
    const answer = await fetch(`${url}/api/status`);
    return ((await answer.json()) as { readonly mirror: Status }).mirror;
  };
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error("The provider ended while it started.");
    return isReady(url);
  }, "listening");
  return {
    url,
    mirror,
    until: (wanted) => eventually(async () => wanted(await mirror()), "as far as wanted"),
    end: () => children.end(child),
  };
}
