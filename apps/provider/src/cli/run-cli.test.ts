import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fakeTerminal, type FakeTerminal } from "../../test/fake-terminal.ts";
import { askServer, listen } from "../../test/plex-harness.ts";
import { helpTexts } from "./help-texts.ts";
import { runCli } from "./run-cli.ts";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "stash2plex-cli-"));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(argv: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const terminal = fakeTerminal({ DATA_DIR: dataDir, ...env });
  const code = await runCli(argv, terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("help", () => {
  it.each([[["--help"]], [["-h"]], [["help"]]])("is printed for %j", async (argv) => {
    const { code, out } = await run(argv);
    expect(code).toBe(0);
    for (const name of Object.keys(helpTexts)) expect(out).toContain(name);
  });

  it.each(Object.keys(helpTexts).filter((name) => name !== ""))(
    "of %s says what it does and how it ends",
    async (name) => {
      const { code, out } = await run([name, "--help"]);
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`^Usage: stash2plex ${name}`));
      expect(out.split("\n").every((line) => line.length <= 100)).toBe(true);
    },
  );

  it("follows an unknown command", async () => {
    const { code, err } = await run(["sreve"]);
    expect(code).toBe(1);
    expect(err).toContain("There is no command sreve.");
  });

  it("is pointed at by a wrong option, without a stack", async () => {
    const { code, err } = await run(["doctor", "--jsn"]);
    expect(code).toBe(1);
    expect(err).toContain("stash2plex doctor --help");
    expect(err).not.toContain("    at ");
  });

  it("is not needed for the version", async () => {
    const { code, out } = await run(["--version"]);
    expect([code, out]).toEqual([0, "0.1.0\n"]);
  });
});

describe("serve --check", () => {
  it("says that all is fine", async () => {
    const { code, out } = await run(["serve", "--check"], { STASH_URL: "http://stash:9999" });
    expect([code, out]).toEqual([0, "The settings are fine.\n"]);
  });

  it("prints every fault and ends with 78", async () => {
    writeFileSync(join(dataDir, "stash2plex.yaml"), "stashUlr: http://stash:9999\n");
    const { code, err } = await run(["serve", "--check"], { PORT: "x", API_TOKEN: "short" });
    expect(code).toBe(78);
    expect(err.trim().split("\n")).toHaveLength(4);
    for (const word of ["PORT", "API_TOKEN", "Did you mean stashUrl?", "STASH_URL is not set"]) {
      expect(err).toContain(word);
    }
  });
});

describe("serve with wrong settings", () => {
  async function serving(
    env: Record<string, string>,
    look: (port: number, terminal: FakeTerminal) => Promise<void>,
  ): Promise<void> {
    const port = await freePort();
    const terminal = fakeTerminal({
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: "127.0.0.1",
      ...env,
    });
    const ended = runCli(["serve"], terminal);
    await terminal.printed("Nothing is served but the page");
    await look(port, terminal);
    terminal.stop();
    expect(await ended).toBe(0);
  }

  it("stays on its port, answers Plex with JSON 503 and people with a page of all faults", () =>
    serving({ LOG_LEVEL: "loud", STASH_URL: "ftp://x", ADULT: "no" }, async (port, terminal) => {
      for (const path of ["/", "/library/metadata/scene-1", "/api/status", "/readyz", "/nothing"]) {
        const answer = await askServer(port, path);
        expect([path, answer.status]).toEqual([path, 503]);
        expect(answer.json()).toMatchObject({ error: { status: 503 } });
      }
      const match = await askServer(port, "/library/metadata/matches", {
        method: "POST",
        body: "{}",
      });
      expect(match.status).toBe(503);
      for (const [path, headers] of [
        ["/ui", {}],
        ["/", { Accept: "text/html,*/*" }],
      ] as const) {
        const page = await askServer(port, path, { headers });
        expect(page.status).toBe(503);
        expect(page.text).toContain("3 settings are wrong");
        for (const name of ["LOG_LEVEL", "STASH_URL", "ADULT"]) expect(page.text).toContain(name);
        expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
      }
      expect((await askServer(port, "/healthz")).status).toBe(200);
      expect((await askServer(port, "/ui/style.css")).status).toBe(200);
      expect(terminal.out()).toContain("ADULT must be one of");
    }));

  it("shows no secret on the page or in the log", () =>
    serving(
      { PROVIDER_SECRET: "canary/canary", STASH_URL: "http://u:canary@stash" },
      async (port, terminal) => {
        const page = await askServer(port, "/ui");
        expect(page.text).not.toContain("canary");
        expect(terminal.out()).not.toContain("canary");
      },
    ));
});

describe("serve without STASH_URL", () => {
  it("leads people to the set-up, prints the code in the log only, and answers the rest with 503", async () => {
    const port = await freePort();
    const env = {
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: "127.0.0.1",
      STASH2PLEX_IMAGE: "1",
      LOG_HIDE_NAMES: "on",
    };
    const terminal = fakeTerminal(env);
    const ended = runCli(["serve"], terminal);
    await terminal.printed("enter the code");
    const [, code = ""] = /enter the code (\S+)/.exec(terminal.out()) ?? [];
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(terminal.out()).toContain(`:${port}/ui/setup`);
    for (const [path, headers] of [
      ["/ui", {}],
      ["/", { Accept: "text/html,*/*" }],
    ] as const) {
      const answer = await askServer(port, path, { headers });
      expect([answer.status, answer.headers.location]).toEqual([303, "/ui/setup"]);
    }
    const page = await askServer(port, "/ui/setup");
    expect(page.status).toBe(200);
    for (const text of ["STASH_URL", "services:", "docker exec -it stash2plex"])
      expect(page.text).toContain(text);
    for (const text of ["demo", code]) expect(page.text).not.toContain(text);
    for (const path of ["/", "/api/status", "/readyz", "/ui/gaps"]) {
      const answer = await askServer(port, path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.json()).toMatchObject({ error: { status: 503 } });
    }
    expect((await askServer(port, "/healthz")).status).toBe(200);
    terminal.stop();
    expect(await ended).toBe(0);
  });
});

describe("serve that cannot start", () => {
  it("names a port in use in a sentence", async () => {
    const other = createServer();
    const port = await listen(other);
    const env = { PORT: String(port), HOST: "127.0.0.1", STASH_URL: "http://127.0.0.1:1" };
    const { code, err } = await run(["serve"], env);
    other.close();
    expect(code).toBe(1);
    expect(err).toBe(
      `Port ${port} is in use by another program. Stop that one, or set PORT to another port.\n`,
    );
  });

  it("names an address that is not of this machine", async () => {
    const env = { PORT: "0", HOST: "203.0.113.9", STASH_URL: "http://127.0.0.1:1" };
    const { code, err } = await run(["serve"], { ...env, PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(err).toMatch(/^HOST is 203\.0\.113\.9, which is no address of this machine/);
  });

  it("names the data folder that cannot be written, and what to do", async () => {
    const file = join(dataDir, "file");
    writeFileSync(file, "");
    const { code, err } = await run(["serve"], {
      DATA_DIR: join(file, "data"),
      STASH_URL: "http://127.0.0.1:1",
    });
    expect(code).toBe(1);
    expect(err).toContain(`The data folder ${join(file, "data")} cannot be written`);
    expect(err).toContain("chown");
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});

describe("url", () => {
  it("prints the whole address with its secret", async () => {
    const { code, out } = await run(["url"], {
      PROVIDER_SECRET: "a-long-secret",
      HOST: "192.0.2.7",
    });
    expect([code, out]).toEqual([0, "http://192.0.2.7:9998/a-long-secret\n"]);
  });

  it("prints JSON", async () => {
    const { out } = await run(["url", "--json"], { HOST: "127.0.0.1", PORT: "7000" });
    expect(JSON.parse(out)).toEqual([
      {
        url: "http://127.0.0.1:7000",
        warning: expect.stringContaining("Only programs on this very machine"),
      },
    ]);
  });

  it("ends with 78 when a setting that it needs is wrong", async () => {
    const { code, err } = await run(["url"], { PORT: "x" });
    expect(code).toBe(78);
    expect(err).toContain("PORT must be");
  });
});

describe("healthcheck", () => {
  it.each([
    [200, 0],
    [503, 1],
  ])("of a provider that answers %i ends with %i", async (status, expected) => {
    const server = createServer((_request, response) => response.writeHead(status).end());
    const port = await listen(server);
    const { code } = await run(["healthcheck"], { PORT: String(port) });
    server.closeAllConnections();
    server.close();
    expect(code).toBe(expected);
  });

  it("of nothing ends with 1 and says so", async () => {
    const { code, err } = await run(["healthcheck"], { PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(err).toContain("does not answer");
  });
});

describe("doctor", () => {
  it("reports faults of settings as JSON and ends with 78", async () => {
    const { code, out } = await run(["doctor", "--json"], { PORT: "x" });
    expect(code).toBe(78);
    const report = JSON.parse(out) as { ok: boolean; findings: { id: string; remedy: string }[] };
    expect(report.ok).toBe(false);
    expect(report.findings.map(({ id }) => id)).toEqual(["settings", "settings.stash-url"]);
    expect(report.findings.every(({ remedy }) => remedy.length > 0)).toBe(true);
  });

  it("tells a Stash that does not answer from everything that is fine", async () => {
    const env = {
      STASH_URL: `http://127.0.0.1:${await freePort()}`,
      PORT: String(await freePort()),
    };
    const { code, out } = await run(["doctor"], env);
    expect(code).toBe(1);
    expect(out).toMatch(/^ok {7}settings: /m);
    expect(out).toMatch(/^ok {7}data-folder: /m);
    expect(out).toMatch(/^warning {2}mirror: /m);
    expect(out).toMatch(/^ERROR {4}stash\.\S+: Stash at STASH_URL/m);
    expect(out).toMatch(/^ok {7}port: Port \d+ is free/m);
  });
});

describe("match and paths without a copy of Stash", () => {
  it.each([
    [["match", "Alps/Dawn.mp4"], "There is no"],
    [["paths", "test", "/data/Dawn.mp4"], "There is no"],
    [["match"], "Name a file"],
    [["match", "Alps/Dawn", "two.mp4"], "into quotes"],
    [["paths"], "Write: stash2plex paths test"],
  ])("%j says what is missing", async (argv, expected) => {
    const { code, err } = await run(argv);
    expect(code).toBe(1);
    expect(err).toContain(expected);
  });
});
