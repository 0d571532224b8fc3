import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { median } from "./median.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 60);
const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const document = JSON.stringify({
  server_connection: { Scheme: "http", Host: "0.0.0.0", Port: 9999, PluginDir: "/plugins/x" },
  args: {
    hookContext: { id: 12, type: "Scene.Update.Post", input: null, inputFields: ["id", "title"] },
  },
});

interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  readonly data: string;
}

const runOnce = ({ command: [program = "", ...args], data }: Contestant): number => {
  const begun = performance.now();
  const { status } = spawnSync(program, args, {
    input: document,
    env: { PATH: process.env.PATH, DATA_DIR: data, STASH2PLEX_NODE: process.execPath },
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(status)}`);
  return performance.now() - begun;
};

/** What a hook of the CLI costs from exec to exit, against an empty Node process, in turns. */
export async function benchHookProcess(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
  const sink = fork(pathOf("./programs/event-sink.ts"), { stdio: "ignore" });
  sink.channel?.ref();
  try {
    const [{ port }] = (await once(sink, "message")) as [{ port: number }];
    const [withProvider, without] = ["with", "without"].map((name) => {
      const data = join(folder, name);
      mkdirSync(data);
      return data;
    }) as [string, string];
    writeFileSync(
      join(withProvider, "provider.json"),
      JSON.stringify({ url: `http://127.0.0.1:${port}`, token: "t" }),
    );
    for (const name of ["hook.cjs", "main.cjs"])
      copyFileSync(pathOf(`../dist/${name}`), join(folder, name));
    copyFileSync(pathOf("../packaging/launch.sh"), join(folder, "launch.sh"));
    writeFileSync(join(folder, "empty.cjs"), "");
    const node = process.execPath;
    const hook = join(folder, "hook.cjs");
    const contestants: readonly Contestant[] = [
      { name: "empty Node process", command: [node, join(folder, "empty.cjs")], data: without },
      { name: "hook, to a provider", command: [node, hook], data: withProvider },
      { name: "hook, into the spool", command: [node, hook], data: without },
      {
        name: "hook by launch.sh, to a provider",
        command: ["sh", join(folder, "launch.sh")],
        data: withProvider,
      },
    ];
    const times = contestants.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1)
      contestants.forEach((contestant, at) => {
        // So that no worker is started.
        writeFileSync(join(without, "worker.alive"), "");
        const ms = runOnce(contestant);
        // The first round fills the caches of the disk.
        if (round > 0) times[at]?.push(ms);
      });
    const base = median(times[0] ?? []);
    contestants.forEach(({ name }, at) => {
      const ms = median(times[at] ?? []);
      print(`${name}: ${ms.toFixed(1)} ms, ${(ms / base).toFixed(2)}x an empty Node process`);
    });
  } finally {
    sink.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
