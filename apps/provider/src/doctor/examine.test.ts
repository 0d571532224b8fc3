import { writeFileSync } from "node:fs";

import { afterEach, describe, expect, it } from "@jest/globals";

import {
  type DoctorStage,
  type DoctorStageOptions,
  ourVersion,
  startDoctorStage,
} from "../../test/doctor-stage.ts";
import { databaseFile } from "../serving/data-folder.ts";

let stage: DoctorStage | null = null;

afterEach(async () => {
  await stage?.close();
  stage = null;
});

async function start(options?: DoctorStageOptions): Promise<DoctorStage> {
  stage = await startDoctorStage(options);
  return stage;
}

/** What is done to a set-up in which all is well, and the ids of the findings that it leads to. */
const broken: readonly [
  string,
  readonly string[],
  (stage: DoctorStage) => Promise<void> | void,
  DoctorStageOptions?,
][] = [
  ["nothing is broken", [], () => undefined],
  [
    "Stash does not answer",
    ["stash.unreachable", "plugin"],
    ({ env }) => void (env.STASH_URL = "http://127.0.0.1:1"),
  ],
  [
    "the plugin is not installed",
    ["plugin"],
    async ({ stash }) => {
      stash.packages.uninstall([{ id: "Stash2Plex", sourceURL: "" }]);
      await stash.packages.idle();
    },
  ],
  [
    "the plugin is of another version",
    ["plugin.version"],
    (own) => own.install({ id: "Stash2Plex", version: "1.8.0" }),
  ],
  [
    "the plugin is version 1",
    ["plugin.v1"],
    (own) => own.install({ id: "Stash2Plex", version: "1.6.14" }),
  ],
  [
    "both packages of the plugin are installed",
    ["plugin.both"],
    (own) => own.install({ id: "Stash2PlexCli", version: ourVersion }),
  ],
  [
    "the plugin looks for the provider elsewhere",
    ["plugin.address"],
    () => undefined,
    { storedForPlugin: () => ({ Stash2Plex: { provider_url: "http://nas:1" } }) },
  ],
  [
    "the plugin knows no provider",
    ["plugin.address"],
    () => undefined,
    { storedForPlugin: () => ({}) },
  ],
  [
    "Plex does not answer",
    ["plex.unreachable", "provider"],
    ({ env }) => void (env.PLEX_URL = "http://127.0.0.1:1"),
  ],
  [
    "Plex is too old",
    ["plex.version"],
    () => undefined,
    { plex: { version: "1.42.1.10060-4e8b05daf" } },
  ],
  [
    "another program answers where Plex looks for the provider",
    ["provider.address"],
    ({ answers }) => void (answers["/"] = { hello: "world" }),
  ],
  [
    "the secret has changed since the registration",
    ["provider.secret"],
    ({ env, answers }) => {
      env.PROVIDER_SECRET = "a-secret-of-today";
      answers["/"] = undefined;
    },
  ],
  ["the provider does not run", ["provider.answers", "running"], (own) => own.stopProvider()],
  [
    "a chosen library has another agent",
    ["plex.agent"],
    ({ env }) => void (env.PLEX_SECTIONS = "Films, Family"),
  ],
  [
    "a path rule leads to where Stash has no library folder",
    ["parts.folders"],
    ({ env }) => {
      env.PATH_RULES = JSON.stringify([{ name: "x", plex: "/plex/films", stash: "/nowhere" }]);
    },
  ],
  [
    "pictures are only linked, from a private address",
    ["artwork.way"],
    ({ env }) => void (env.ARTWORK = "link"),
  ],
  [
    "the provider does not hear Stash",
    ["plugin.doorbell"],
    ({ answers }) =>
      void (answers["/api/sync"] = { doorbell: { listening: false, lastHeard: null } }),
  ],
  [
    "the running provider is another version, and has a problem",
    ["running.version", "running"],
    ({ answers }) =>
      void (answers["/api/status"] = { version: "1.0", state: "degraded", problems: ["Disk."] }),
  ],
  [
    "a job has failed, another did not run",
    ["schedules", "schedules"],
    ({ answers }) =>
      void (answers["/api/jobs"] = {
        jobs: [
          { name: "compare", problem: "Plex is away.", nextRunAt: null },
          { name: "reconcile", problem: null, nextRunAt: "2020-01-01T00:00:00Z" },
        ],
      }),
  ],
  [
    "nothing was compared yet",
    ["gaps"],
    ({ answers }) =>
      void (answers["/api/gaps/summary"] = {
        asOf: null,
        counts: {},
        agreement: null,
        problem: null,
      }),
  ],
];

describe("the doctor", () => {
  const cases = broken.map(([what, ids, breakIt, options]) => ({ what, ids, breakIt, options }));
  it.each(cases)("where $what, says $ids", async ({ ids, breakIt, options }) => {
    const own = await start(options);
    await breakIt(own);
    expect(await own.complaints()).toEqual(ids);
  });

  it("tells a damaged database", async () => {
    const own = await start();
    writeFileSync(databaseFile(own.dataDir), "this is no database, whatever its name says");
    expect(await own.complaints()).toEqual(expect.arrayContaining(["database", "mirror"]));
  });

  it("names three files that are not found, with the reason", async () => {
    const names = ["a", "b", "c", "d"].map((name) => `/plex/films/Rome/${name}.mp4`);
    const own = await start({ foreignFiles: names });
    const parts = (await own.findings()).find(({ id }) => id === "parts");
    expect(parts).toMatchObject({ severity: "error", remedy: expect.stringContaining("suggest") });
    expect(parts?.message).toMatch(/^0 of 4 files of Plex are found in Stash\. Not found: /);
    expect(names.map((name) => parts?.message.includes(`${name} (`))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("shows no secret, whatever is wrong", async () => {
    const own = await start();
    Object.assign(own.env, {
      PROVIDER_SECRET: "canary-of-the-provider",
      API_TOKEN: "canary-of-the-token",
    });
    const text = JSON.stringify(await own.findings());
    expect(text).not.toContain("canary");
    expect(text).not.toContain(own.pms.token);
  });

  it("writes nothing, neither to Plex nor to Stash", async () => {
    const own = await start();
    const before = own.pms.writes().length;
    await own.findings();
    expect(own.pms.writes()).toHaveLength(before);
    expect(own.pms.violations()).toEqual([]);
  });
});
