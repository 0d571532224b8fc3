import { afterEach, describe, expect, it } from "@jest/globals";
import { createFakePms, isMatched, type PmsFolder } from "@stash2plex/simulators/fake-pms";
import { type Library, updateScene } from "@stash2plex/simulators/library";

import { runCli } from "../src/cli/run-cli.ts";
import { demoSections } from "../src/demo/demo-layout.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { type Running, startRunning } from "./running-provider.ts";

let running: Running;

afterEach(() => running.close());

const isReady = ({ phase }: { phase: string }): boolean => phase === "ready";

function filesOf(library: Library): { sceneId: number; path: string }[] {
  return [...library.scenes()].flatMap(({ id, files }) =>
    files.map(({ path }) => ({ sceneId: id, path })),
  );
}

/** Plex sees what Stash sees, each mount as a base folder of one library. */
function sameFolders(library: Library): readonly PmsFolder[] {
  return library.mounts.map((mount) => ({
    path: mount,
    files: filesOf(library)
      .filter(({ path }) => path.startsWith(`${mount}/`))
      .map(({ path }) => path.slice(mount.length + 1)),
  }));
}

describe("a scan of Plex", () => {
  it("matches and fills every file that Stash knows, keeps the contract, and asks Stash nothing for it", async () => {
    running = await startRunning({ scenes: 120 });
    const { library, stash } = running;
    await running.until(isReady);
    stash.resetStats();
    const pms = createFakePms({ sections: [{ title: "Films", folders: sameFolders(library) }] });
    await pms.register(running.url);
    const report = await pms.scan();
    expect(report.violations).toEqual([]);
    expect(report.failed).toBe(0);
    const asked = Object.keys(stash.stats().operations);
    expect(asked.filter((name) => name.startsWith("ScenesByIds"))).toEqual([]);
    const byPath = new Map(filesOf(library).map(({ path, sceneId }) => [path, sceneId]));
    for (const item of pms.items().filter(isMatched)) {
      expect(item.guid).toMatch(new RegExp(`scene-${byPath.get(`${item.folder}/${item.file}`)}$`));
    }
    expect(report.matched / report.items).toBeGreaterThan(0.95);
    const [first] = pms.items().filter(isMatched);
    expect(first?.metadata?.title).toBeTruthy();
    expect((await pms.openArtwork(first?.id ?? 0)).length).toBeGreaterThan(0);
    expect(pms.violations()).toEqual([]);
    pms.stop();
  });

  it.each([
    ["leading slash", { filenameForm: "leading-slash" }],
    ["base folder first", { filenameForm: "base-folder" }],
    ["backslashes", { filenameSeparator: "\\" }],
    ["numbers as text", { numbersAsStrings: true }],
    ["a year of -1", { missingYear: "minus-one" }],
    ["a kept slash at the end of the URL", { trailingSlash: "kept" }],
  ] as const)("is answered whatever Plex does: %s", async (_name, readings) => {
    running = await startRunning({ scenes: 40 });
    await running.until(isReady);
    const sections = [{ title: "Films", folders: sameFolders(running.library) }];
    const pms = createFakePms({ sections, ...readings });
    await pms.register(`${running.url}/`);
    const report = await pms.scan();
    expect(report.violations).toEqual([]);
    expect(report.matched / report.items).toBeGreaterThan(0.95);
    pms.stop();
  });

  it("of other mounts and renamed files matches nothing wrongly, and leaves strangers alone", async () => {
    running = await startRunning({ scenes: 120 });
    await running.until(isReady);
    const files = filesOf(running.library);
    const pms = createFakePms({ sections: demoSections(files, running.library.mounts) });
    await pms.register(running.url);
    const report = await pms.scan();
    expect(report.violations).toEqual([]);
    const strangers = pms.items().filter(({ section }) => section === "Home videos");
    expect(strangers.filter(isMatched)).toEqual([]);
    expect(report.failed).toBe(0);
    pms.stop();
  });

  it("goes on with Stash away, full metadata included, also after a restart; what is new is an error then", async () => {
    running = await startRunning({ scenes: 40 });
    await running.until(isReady);
    await running.stash.pause();
    await running.stopProvider();
    await running.restart();
    const pms = createFakePms({
      sections: [{ title: "Films", folders: sameFolders(running.library) }],
    });
    await pms.register(running.url);
    pms.addFile(running.library.mounts[0] ?? "", "New/Unknown Film of the Valley.mp4");
    const report = await pms.scan();
    expect(report.violations).toEqual([]);
    expect(report.matched).toBeGreaterThan(35);
    const unknown = pms.items().find(({ file }) => file.startsWith("New/"));
    expect(unknown?.problem).toMatchObject({ during: "match", status: 503 });
    pms.stop();
  });

  it("shows an edit in Stash at the next refresh", async () => {
    running = await startRunning({ scenes: 20 });
    await running.until(isReady);
    const pms = createFakePms({
      sections: [{ title: "Films", folders: sameFolders(running.library) }],
    });
    await pms.register(running.url);
    await pms.scan();
    const item = pms.items().find(({ guid }) => guid.endsWith("scene-5"));
    updateScene(running.library, 5, { title: "A Title of Today" });
    const followed = await running.ask("/api/jobs/follow/run", { method: "POST" });
    expect(followed.status).toBe(202);
    await running.provider.mirror.follow();
    const refreshed = await pms.refresh(item?.id ?? 0);
    expect(refreshed.metadata?.title).toBe("A Title of Today");
    pms.stop();
  });
});

describe("a running provider", () => {
  it("shows what it does: log, page, status, requests, metrics", async () => {
    running = await startRunning({ scenes: 30 });
    await running.until(isReady);
    const file = filesOf(running.library)[0]?.path ?? "";
    const filename = file.split("/").slice(3).join("/");
    await running.ask("/library/metadata/matches", {
      method: "POST",
      body: JSON.stringify({ type: 1, filename }),
    });
    expect((await running.ask("/readyz")).json()).toEqual({ status: "ready", problems: [] });
    const explained = await running.ask(`/api/match?filename=${encodeURIComponent(filename)}`);
    expect(explained.json()).toMatchObject({ outcome: "matched", explanation: expect.any(Array) });
    expect((await running.ask("/ui/matches")).text).toContain("Why?");
    expect((await running.ask("/metrics")).text).toMatch(
      /matches_total\{outcome="matched",rung="[a-z ]+"\} 1/,
    );
    await running.stopProvider();
    await running.logged("Stopped");
    const log = running.log();
    for (const expected of [
      "Stash2Plex 1.2.3",
      "Stash answers",
      "Copied Stash for the first time",
      "Paste this address into Plex",
      "Plex asked for a match",
      "Match decided",
      "Stopped",
    ]) {
      expect(log).toContain(expected);
    }
    await running.restart();
  });

  it("lets no secret out: not in the log at any level, not in answers, not when Stash refuses", async () => {
    const secrets = {
      apiKey: "stash-key-canary",
      provider: "provider-canary",
      image: "image-canary!",
      token: "token-canary",
    };
    running = await startRunning({
      scenes: 20,
      apiKey: secrets.apiKey,
      env: {
        PROVIDER_SECRET: secrets.provider,
        IMAGE_SECRET: secrets.image,
        API_TOKEN: secrets.token,
      },
    });
    await running.until(isReady);
    const pms = createFakePms({
      sections: [{ title: "Films", folders: sameFolders(running.library) }],
    });
    await pms.register(running.url);
    const report = await pms.scan();
    expect(report.violations).toEqual([]);
    const [item] = pms.items().filter(isMatched);
    await pms.openArtwork(item?.id ?? 0);
    running.stash.faults.set({ status: 500 });
    await running.ask("/provider-canary/library/metadata/matches", {
      method: "POST",
      body: '{"type":1,"filename":"none/at all.mp4"}',
    });
    running.stash.faults.clear();
    const paths = [
      "/ui",
      "/readyz",
      "/metrics",
      "/api/status",
      "/provider-canary/",
      "/provider-canary/library/metadata/scene-1",
    ];
    const answers = await Promise.all(
      paths.map((path) => running.ask(path, { headers: { "X-Forwarded-For": "198.51.100.1" } })),
    );
    await running.stopProvider();
    await running.logged("Stopped");
    for (const secret of Object.values(secrets)) {
      expect(running.log()).not.toContain(secret);
      for (const answer of answers) expect(answer.text).not.toContain(secret);
    }
    pms.stop();
    await running.restart();
  });

  it("is asked from the command line, beside itself", async () => {
    running = await startRunning({ scenes: 30 });
    await running.until(isReady);
    const [file] = filesOf(running.library);
    const run = async (...argv: string[]) => {
      const terminal = fakeTerminal({
        DATA_DIR: running.dataDir,
        STASH_URL: running.stash.url,
        PORT: new URL(running.url).port,
      });
      return { code: await runCli(argv, terminal), out: terminal.out() };
    };
    const name = file?.path.split("/").slice(3).join("/") ?? "";
    const matched = await run("match", name);
    expect(matched.code).toBe(0);
    expect(matched.out).toMatch(new RegExp(`^matched: .*\\n {2}scene ${file?.sceneId} `));
    const json = JSON.parse((await run("match", name, "--json")).out) as object;
    expect(json).toMatchObject({ outcome: "matched", candidates: [{ sceneId: file?.sceneId }] });
    expect((await run("match", "nothing/like this.mp4", "--explain")).code).toBe(1);
    const doctor = await run("doctor");
    expect(doctor.out).toContain("Nothing is wrong.");
    expect(doctor.out).toContain("has 30 scenes");
    expect((await run("healthcheck")).code).toBe(0);
    expect((await run("paths", "test", "/nowhere/a.mp4")).code).toBe(1);
  });
});
