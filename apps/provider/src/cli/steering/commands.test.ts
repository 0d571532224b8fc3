import { createServer } from "node:http";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { listen } from "../../../test/plex-harness.ts";
import { type Ended, startCommand } from "../../../test/run-terminal.ts";
import { startSteering, type SteeringHarness } from "../../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  startCommand(harness.port, argv, env).ended;

const reading = [
  ["status"],
  ["explain", "12"],
  ["reconcile", "--dry-run"],
  ["queue"],
  ["dead-letters"],
  ["adopt", "--section", "Films"],
  ["gaps", "--fail-on", "none"],
];

/** They tell something also where nothing is brought to Plex. */
const withoutPlex: readonly (string | undefined)[] = ["status", "gaps"];

describe("every command", () => {
  it.each([...reading, ["sync", "12"], ["queue", "--clear"], ["dead-letters", "--retry", "all"]])(
    "%s answers one JSON document with --json",
    async (...argv) => {
      const { code, out } = await run([...argv, "--json"]);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ schema: 1 });
    },
  );

  it.each(reading)("%s says what to start when no provider answers", async (...argv) => {
    const { port } = harness;
    await harness.close();
    const { code, out, err } = await run(argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(`No provider answers at http://127.0.0.1:${port}.`);
    expect(err).toMatch(/stash2plex serve.*PORT.*DATA_DIR.*--url/);
    harness = await startSteering();
  });

  it.each(reading)("%s sends the API_TOKEN, and says when it is wrong", async (...argv) => {
    await harness.close();
    harness = await startSteering({ apiToken: "token-12345" });
    expect((await run(argv, { API_TOKEN: "token-12345" })).code).toBe(0);
    const wrong = await run(argv, { API_TOKEN: "token-67890" });
    expect([wrong.code, wrong.out]).toEqual([1, ""]);
    expect(wrong.err).toContain("set it here to the same value (API_TOKEN");
    expect(wrong.err).not.toContain("67890");
  });

  it.each(reading.filter(([name]) => !withoutPlex.includes(name)))(
    "%s shows why nothing is brought to Plex",
    async (...argv) => {
      await harness.close();
      harness = await startSteering({ off: true });
      const { code, err } = await run(argv);
      expect(code).toBe(1);
      expect(err).toContain("PLEX_URL is not set: nothing is brought to Plex.\n");
    },
  );

  it("asks the address of --url instead", async () => {
    const url = `http://127.0.0.1:${harness.port}/`;
    expect((await startCommand(1, ["queue", "--url", url]).ended).code).toBe(0);
  });

  it.each([
    [["queue", "--url", "127.0.0.1:9998"], {}, 1, "--url must begin with http://"],
    [["queue", "--url", "http://u:secret@x"], {}, 1, "--url must not hold a user name"],
    [["queue"], { PORT: "x" }, 78, "PORT must be"],
    [["queue"], { API_TOKEN: "x" }, 78, "API_TOKEN"],
    [["queue", "--limit", "many"], {}, 1, "--limit must be a whole number above 0"],
    [["queue", "--limit", "1001"], {}, 1, "at most 1000"],
    [["queue", "--claer"], {}, 1, "stash2plex queue --help"],
    [["explain"], {}, 1, "stash2plex explain 12"],
    [["explain", "1", "2"], {}, 1, "Name one scene"],
    [["sync", "twelve"], {}, 1, 'not "twelve"'],
    [["reconcile", "everything"], {}, 1, "all, recent, week, missing"],
    [["reconcile", "all", "week"], {}, 1, '"all week" is no scope'],
    [["reconcile", "all", "--scene", "1"], {}, 1, "not both"],
    [["reconcile", "--scene", "0"], {}, 1, "--scene must be"],
    [["adopt"], {}, 1, "--section"],
    [["adopt", "--section", "Films", "--limit", "-1"], {}, 1, "--limit"],
    [["dead-letters", "--retry", "1", "--purge", "2"], {}, 1, "not both"],
    [["dead-letters", "--retry", "some"], {}, 1, "or all"],
    [["dead-letters", "--older-than", "30"], {}, 1, "--purge all"],
    [["dead-letters", "--purge", "1", "--older-than", "30"], {}, 1, "--purge all"],
  ])("%j with %j ends with %i and asks nothing", async (argv, env, expected, sentence) => {
    const { code, out, err } = await run(argv, env);
    expect([code, out]).toEqual([expected, ""]);
    expect(err).toContain(sentence);
    expect(err).not.toContain("secret");
    expect(harness.service.calls).toEqual([]);
  });

  it.each([
    [200, "<html>Another program</html>"],
    [200, "{}"],
    [302, ""],
    [502, "Bad gateway"],
  ])("knows that %i %j is not of a provider", async (status, body) => {
    const other = createServer((_request, response) =>
      response.writeHead(status, { location: "/elsewhere" }).end(body),
    );
    const port = await listen(other);
    const { code, out, err } = await startCommand(port, ["queue"]).ended;
    other.closeAllConnections();
    other.close();
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(`at http://127.0.0.1:${port} is no Stash2Plex`);
    expect(err).toContain(`status ${status}`);
  });

  it("shows the problem of a provider whose settings are wrong", async () => {
    const troubled = createServer((_request, response) =>
      response.writeHead(503).end(JSON.stringify({ error: { message: "STASH_URL is not set." } })),
    );
    const port = await listen(troubled);
    const { code, err } = await startCommand(port, ["status"]).ended;
    troubled.closeAllConnections();
    troubled.close();
    expect([code, err]).toEqual([1, "STASH_URL is not set.\n"]);
  });
});

describe("status", () => {
  it("says how everything is", async () => {
    const { code, out } = await run(["status"]);
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "Provider 1.2.3: ready",
      "Stash: 1234 scenes known (ready), as of 2026-01-02 03:03:53 UTC",
      "Plex: 500 items known (ready), as of 2026-01-02 03:04:05 UTC",
      "Doorbell: heard, last rung 2026-01-02 03:04:05 UTC",
      "Last item brought to Plex: 2026-01-02 03:04:05 UTC",
      "Worker: at work",
      "Queue: 2 due, 1 for later, 0 in work, 3 dead letters",
      "",
    ]);
  });

  it("ends with 1 when Plex is away, and says so", async () => {
    const { current } = harness.service;
    const problem = "Plex does not answer. Check PLEX_URL.";
    harness.service.current = {
      ...current,
      plex: { ...current.plex, plex: { ...current.plex.plex, reachable: false, problem } },
    };
    const { code, out } = await run(["status"]);
    expect(code).toBe(1);
    expect(out).toContain(problem);
  });

  it("ends with 1 when Stash is away, and says so once", async () => {
    const problem = "Stash does not answer.";
    harness.mirror = { ...harness.mirror, stash: { ...harness.mirror.stash, problem } };
    const { code, out } = await run(["status"]);
    expect(code).toBe(1);
    expect(out.split(problem)).toHaveLength(2);
  });

  it("is fine with a provider that only answers Plex", async () => {
    await harness.close();
    harness = await startSteering({ off: true });
    const { code, out } = await run(["status"]);
    expect(code).toBe(0);
    expect(out).toContain("PLEX_URL is not set: nothing is brought to Plex.");
    expect(JSON.parse((await run(["status", "--json"])).out)).toMatchObject({
      sync: null,
      off: "PLEX_URL is not set: nothing is brought to Plex.",
    });
  });
});

describe("sync and explain", () => {
  it("put a scene into the queue as a person's edit", async () => {
    const { code, out } = await run(["sync", "12"]);
    expect(code).toBe(0);
    expect(out).toContain("Scene 12 is in the queue");
    expect(harness.service.events).toEqual([{ type: "Scene.Update.Post", id: 12 }]);
  });

  it("print why a scene is as it is", async () => {
    expect((await run(["explain", "12"])).out).toBe("Scene 12 is in Plex\n");
  });
});

describe("queue", () => {
  it("shows counts and what waits", async () => {
    const { code, out } = await run(["queue", "--limit", "2"]);
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "Queue: 2 due, 1 for later, 0 in work, 3 dead letters",
      "scene 1  due 2026-01-02 03:04:05 UTC  Scene.Update.Post",
      "scene 2  due 2026-01-02 03:04:05 UTC  Scene.Update.Post",
      "(1 more; --limit shows them)",
      "",
    ]);
  });

  it("says why a row waits, and lets nothing in it steer the terminal", async () => {
    const [row] = harness.service.rows;
    if (row === undefined) throw new Error("There is no row.");
    harness.service.rows = [
      { ...row, attempts: 2, error: "Plex\u001B[2J answered 500." },
      { ...row, waitingSince: 1 },
      { ...row, running: true },
    ];
    const { out } = await run(["queue"]);
    expect(out).toContain("try 2: Plex [2J answered 500.");
    expect(out).toContain("not in Plex yet");
    expect(out).toContain("in work");
  });

  it("is cleared when told to", async () => {
    expect(await run(["queue", "--clear"])).toEqual({
      code: 0,
      out: "3 entries were taken away.\n",
      err: "",
    });
    expect(harness.service.calls).toEqual([["clearQueue"]]);
  });
});

describe("dead-letters", () => {
  it("lists them with their reasons", async () => {
    const { code, out } = await run(["dead-letters", "--limit", "2"]);
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "3: scene 103, 5 tries, 2025-12-30 03:04:05 UTC: Plex answered 500 to an edit.",
      "2: scene 102, 5 tries, 2025-12-31 03:04:05 UTC: Plex answered 500 to an edit.",
      "(1 more; --limit shows them)",
      "",
    ]);
  });

  it.each([
    [["--retry", "all"], ["retry", null], "3 dead letters went back to the queue."],
    [["--retry", "2"], ["retry", [2]], "1 dead letters went back to the queue."],
    [["--retry", "2, 3"], ["retry", [2, 3]], "2 dead letters went back to the queue."],
    [["--purge", "all"], ["purge", {}], "2 dead letters were forgotten."],
    [["--purge", "1,2"], ["purge", { ids: [1, 2] }], "2 dead letters were forgotten."],
    [
      ["--purge", "all", "--older-than", "30"],
      ["purge", { diedBefore: Date.UTC(2026, 0, 2, 3, 4, 5) - 30 * 86_400_000 }],
      "2 dead letters were forgotten.",
    ],
  ])("%j", async (args, call, sentence) => {
    const { code, out } = await run(["dead-letters", ...args]);
    expect([code, out]).toEqual([0, `${sentence}\n`]);
    expect(harness.service.calls).toEqual([call]);
  });

  it("ends with 1 when one that was named is not there", async () => {
    const { code, out, err } = await run(["dead-letters", "--purge", "1,2,7"]);
    expect([code, out]).toEqual([1, "2 dead letters were forgotten.\n"]);
    expect(err).toBe("1 of those named are no dead letters.\n");
  });
});
