import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLibrary } from "@stash2plex/simulators/library";
import { type PmsServer, startPmsServer } from "@stash2plex/simulators/pms-server";

import type { GapPageReport } from "../src/admin/gaps/index.ts";
import { startCommand } from "./run-terminal.ts";
import { type Running, startRunning } from "./running-provider.ts";

const scenes = 12;
/** Plex has all files but the last, and one that Stash does not know. */
const stranger = "Elsewhere/Harbour of Nowhere 2023.mp4";

let plex: PmsServer;
let running: Running;

beforeEach(async () => {
  const library = createLibrary({ seed: 7, scenes, mounts: ["/data/media"] });
  const known = Array.from({ length: scenes - 1 }, (_, at) =>
    (library.scene(at + 1)?.files[0]?.path ?? "").replace("/data/media/", ""),
  );
  plex = await startPmsServer({
    sections: [{ title: "Films", locations: ["/plex/media"], files: [...known, stranger] }],
  });
  running = await startRunning({
    library,
    env: {
      PLEX_URL: plex.url,
      PLEX_TOKEN: plex.token,
      PLEX_SECTIONS: "Films",
      COMPARE_SCHEDULE: "manual",
      ARTWORK: "off",
      LOG_LEVEL: "info",
    },
  });
  await running.until(({ phase }) => phase === "ready");
}, 60_000);

afterEach(async () => {
  await running.close();
  await plex.close();
});

const eventually = async (look: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error("Waited in vain.");
    await wait(20);
  }
};

const portOf = ({ url }: Running): number => Number(new URL(url).port);
const gaps = (...argv: readonly string[]) => startCommand(portOf(running), ["gaps", ...argv]).ended;
const report = async (query = ""): Promise<GapPageReport> =>
  (await running.ask(`/api/gaps?limit=1000&${query}`)).json() as GapPageReport;

describe("the report of a whole provider", () => {
  it("says the same in a terminal, over HTTP, in a file, to Prometheus, to Stash and in the log", async () => {
    const { code, out } = await gaps("--compare", "--all", "--json");
    expect(code).toBe(3);
    const told = JSON.parse(out) as GapPageReport;
    expect(told.counts).toMatchObject({ "plex-only": 1, "stash-only": 1, unmatched: scenes - 1 });
    expect(told.gaps.find(({ kind }) => kind === "plex-only")?.plexPath).toBe(
      `/plex/media/${stranger}`,
    );

    expect(await report()).toEqual(told);
    const table = (await running.ask("/api/gaps", { headers: { accept: "text/csv" } })).text;
    expect(table.trimEnd().split("\r\n")).toHaveLength(told.total + 1);

    const file = join(running.dataDir, "gaps.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(told);
    expect(statSync(file).mode & 0o777).toBe(0o640);

    const lines = running.log().split("\n");
    expect(lines.filter((line) => line.includes("Stash and Plex were compared"))).toHaveLength(1);

    const metric = 'stash2plex_gaps{kind="unmatched",reason="no-match"}';
    await eventually(async () => (await running.ask("/metrics")).text.includes(`${metric} 11\n`));
    const { text } = await running.ask("/metrics");
    expect(text).toMatch(/^stash2plex_gaps_agreement_ratio 0$/m);
    expect(text).toMatch(/^stash2plex_gaps_last_compare_timestamp_seconds \d+/m);

    const asked = await running.ask("/api/stash?do=gaps", { method: "POST" });
    const { name } = (asked.json() as { data: { me: { name: string } } }).data.me;
    const reply = JSON.parse(name) as { lines: string[]; watch: string };
    expect(reply.lines.slice(0, 4)).toEqual([
      expect.stringMatching(/^Stash and Plex: 0 % agree \(0 of 13\), compared /),
      "Only in Plex: 1",
      "Only in Stash: 1",
      "In both, not matched: 11",
    ]);
    expect(reply.watch).toMatch(/\/ui\/gaps$/);
  }, 60_000);

  it("repairs what is chosen, after it has said what it would do", async () => {
    await gaps("--compare", "--json");
    const refused = await gaps("--repair", "--kind", "unmatched");
    expect(refused.out).toContain(
      "11 gaps, 0 scenes would be queued\n11 left: Its library uses another agent",
    );
    const { port } = new URL(running.url);
    const section = plex.sections().find(({ title }) => title === "Films");
    await plex.useProvider(`http://127.0.0.1:${port}`, [section?.key ?? ""]);
    await gaps("--compare", "--json");
    const tried = await gaps("--repair", "--kind", "unmatched");
    expect(tried.out).toContain("11 gaps, 11 scenes would be queued\n");
    expect(plex.writes()).toEqual([]);
    const done = await gaps("--repair", "--kind", "unmatched", "--yes", "--json");
    expect(JSON.parse(done.out)).toMatchObject({ dryRun: false, checked: 11, enqueued: 11 });
    await eventually(async () => {
      await gaps("--compare", "--json");
      return (await report("kind=unmatched")).total === 0;
    });
    expect((await report("kind=unmatched&state=closed")).total).toBe(11);
    const [closed] = (await report("state=closed")).gaps;
    const late = await running.ask(`/api/gaps/${closed?.id ?? 0}/repair`, { method: "POST" });
    expect(late.status).toBe(409);
  }, 60_000);

  it("keeps what Plex asked about in the last second before its end", async () => {
    await running.ask("/library/metadata/matches", {
      method: "POST",
      body: JSON.stringify({ type: 1, filename: "Newcomers/Willow of the Valley 2024.mp4" }),
    });
    await running.ask("/api/match?filename=Tried/By%20a%20Person%202024.mp4");
    await running.stopProvider();
    await running.restart();
    await eventually(async () => (await running.ask("/api/gaps")).status === 200);
    const { gaps: found } = await report();
    expect(found.map(({ plexPath }) => plexPath)).toEqual([
      expect.stringContaining("Newcomers/Willow of the Valley 2024.mp4"),
    ]);
  }, 60_000);
});
