import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

let dataDir: string;
let child: ChildProcess | undefined;
/** A Stash that accepts connections and never says anything. */
let silentStash: Server;
let stashPort: number;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "stash2plex-main-"));
  silentStash = createServer();
  stashPort = await listening(silentStash);
});

afterEach(() => {
  child?.kill("SIGKILL");
  silentStash.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Program {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly said: (text: string) => Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const started = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", main, ...args],
    {
      env: { PATH: process.env.PATH ?? "", DATA_DIR: dataDir, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  child = started;
  const chunks: string[] = [];
  const listeners = new Set<() => void>();
  const onData = (chunk: Buffer): void => {
    chunks.push(chunk.toString());
    for (const listener of listeners) listener();
  };
  started.stdout.on("data", onData);
  started.stderr.on("data", onData);
  const output = (): string => chunks.join("");
  return {
    process: started,
    output,
    said: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (output().includes(text)) resolve();
        };
        listeners.add(look);
        look();
      }),
    ended: new Promise((resolve) => {
      started.once("close", (code, signal) => resolve({ code, signal }));
    }),
  };
}

describe("the program", () => {
  it("ends by itself after a short command, with its exit code", async () => {
    const program = start(["serve", "--check"], { PORT: "nonsense" });
    expect(await program.ended).toEqual({ code: 78, signal: null });
    expect(program.output()).not.toContain("    at ");
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends in order on %s, though Stash never answers",
    async (signal) => {
      const port = String(await freePort());
      const env = { STASH_URL: `http://127.0.0.1:${stashPort}`, PORT: port, HOST: "127.0.0.1" };
      const program = start([], env);
      await program.said("Stash2Plex ");
      const health = await fetch(`http://127.0.0.1:${port}/healthz`);
      expect(health.status).toBe(200);
      await health.body?.cancel();
      const asked = Date.now();
      program.process.kill(signal);
      expect(await program.ended).toEqual({ code: 0, signal: null });
      expect(Date.now() - asked).toBeLessThan(10_000);
      expect(program.output()).toContain("Stopped");
    },
  );

  it("ends at once on a second signal, whatever still runs", async () => {
    const port = await freePort();
    const env = {
      STASH_URL: `http://127.0.0.1:${stashPort}`,
      PORT: String(port),
      HOST: "127.0.0.1",
    };
    const program = start(["serve"], env);
    await program.said("Stash2Plex ");
    // A request whose body never comes keeps the server from closing.
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    const head =
      "POST /library/metadata/matches HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{";
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    // The server has taken the request when it answers a later one.
    await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
    const asked = Date.now();
    program.process.kill("SIGTERM");
    await program.said("Stopping");
    program.process.kill("SIGTERM");
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(Date.now() - asked).toBeLessThan(3_000);
    socket.destroy();
  });
});
