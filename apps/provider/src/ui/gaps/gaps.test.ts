import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { gapKinds, gapReasons, gapRepairs } from "@stash2plex/engine/gaps";

import { type AdminHarness, START, startAdminHarness } from "../../../test/admin-harness.ts";
import { createMemoryGapService, sampleGap } from "../../../test/memory-gap-service.ts";
import { textOf, visitorOf } from "../../../test/page-visitor.ts";
import { kindMeanings, reasonWords, repairWords } from "./gap-words.ts";

let harness: AdminHarness;

beforeEach(async () => {
  harness = await startAdminHarness({
    scene: (id) =>
      id === 101 ? { title: "Tram 1", picture: "/images/scene-snapshot/101/7-1.jpg" } : null,
    sections: () => ["Films", "Concerts"],
  });
});

afterEach(() => harness.close());

const page = async (query = ""): Promise<string> => textOf(await harness.ask(`/ui/gaps${query}`));

describe("the words of gaps", () => {
  it("cover every kind, reason and repair there is", () => {
    expect(Object.keys(kindMeanings).sort()).toEqual([...gapKinds].sort());
    expect(Object.keys(reasonWords).sort()).toEqual(
      [...new Set(Object.values(gapReasons).flat())].sort(),
    );
    expect(Object.keys(repairWords).sort()).toEqual([...gapRepairs].sort());
  });
});

describe("the page of gaps", () => {
  it("shows each open gap with its reason, explanation, advice, paths and picture", async () => {
    const answer = await harness.ask("/ui/gaps");
    const text = textOf(answer);
    expect(text).toContain("8 open");
    expect(text).toContain("Only in Stash not scanned by Plex");
    expect(text).toContain("Stash has this file, and no library of Plex shows it.");
    expect(text).toContain("Let Plex scan the folder.");
    expect(text).toContain("/mnt/media/Lisbon/Tram 1.mp4");
    expect(text).toContain("/data/films/Unknown.mp4");
    expect(text).not.toContain("Tram 9");
    expect(answer.text).toMatch(
      /<img\s+class="thumb"\s+src="\/images\/scene-snapshot\/101\/7-1\.jpg"\s+alt="Picture of the scene Tram 1"\s+loading="lazy"/,
    );
    expect(answer.text).toContain('href="http://stash:9999/scenes/101" rel="noreferrer"');
  });

  it.each([
    ["?kind=plex-only", ["Unknown"], ["Harbour", "Tram 4"]],
    ["?reason=changed", ["Tram 4"], ["Unknown", "Harbour"]],
    ["?section=Films&kind=incomplete", ["Tram 6"], ["Tram 4"]],
    ["?q=PORTO", ["Harbour"], ["Unknown", "Tram 1"]],
    ["?state=closed", ["Tram 9", "closed"], ["Tram 4"]],
    ["?kind=nonsense&sort=nonsense&state=nonsense", ["Unknown", "Harbour"], ["Tram 9"]],
    ["?kind=stale&reason=not-in-stash", ["Tram 4"], ["Unknown"]],
  ])("narrows by %s", async (query, shown, hidden) => {
    const text = await page(query);
    for (const word of shown) expect(text).toContain(word);
    for (const word of hidden) expect(text).not.toContain(word);
  });

  it("keeps what was asked for in the form and in the links of the kinds", async () => {
    const { text } = await harness.ask("/ui/gaps?q=tram&sort=title&kind=stale");
    expect(text).toContain('value="tram"');
    expect(text).toMatch(/<option value="title" selected>/);
    expect(text).toContain('href="/ui/gaps?kind=plex-only&amp;q=tram&amp;sort=title"');
    expect(text).toMatch(
      /href="\/ui\/gaps\?kind=stale&amp;q=tram&amp;sort=title"[^>]*aria-current/,
    );
  });

  it("escapes what both servers say", async () => {
    const evil = `<script>alert(1)</script>"'`;
    harness.gaps.gaps = [
      sampleGap(1, { title: evil, explanation: evil, stashPath: evil, section: evil }),
    ];
    const { text } = await harness.ask(`/ui/gaps?q=${encodeURIComponent(evil.slice(0, 8))}`);
    expect(text).toContain("&lt;script&gt;alert(1)");
    expect(text).not.toContain("<script>");
  });

  it("turns pages by cursor, and says where it stands", async () => {
    harness.gaps.gaps = Array.from({ length: 120 }, (_, index) => sampleGap(index + 1));
    const first = await harness.ask("/ui/gaps?sort=newest");
    expect(textOf(first)).toContain("1 to 50 of 120");
    expect(first.text).not.toContain("First page");
    const next = /href="([^"]+)" rel="next"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await harness.ask(next);
    expect(textOf(second)).toContain("51 to 100 of 120");
    expect(textOf(second)).toContain("Tram 51 ");
    expect(second.text).toContain("First page");
    expect(second.text).toContain('<ol class="gaps" start="51">');
  });

  it("says that a page is not there any more", async () => {
    const answer = await harness.ask("/ui/gaps?cursor=invented");
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toContain("There is no such page: begin with the first.");
  });

  it("holds fifty rows of a hundred thousand", async () => {
    const all = Array.from({ length: 100_000 }, (_, index) => sampleGap(index + 1));
    harness.gaps.gaps = all;
    const { text } = await harness.ask("/ui/gaps");
    expect(text.match(/class="gap"/g)).toHaveLength(50);
    expect(text.length).toBeLessThan(200_000);
  });
});

describe("an empty page of gaps", () => {
  it.each([
    ["never compared", { asOf: null }, "have not been compared yet", "Compare now"],
    ["both agree", { asOf: START }, "Plex and Stash agree", "Compare now"],
    [
      "Plex is not known",
      { problem: "PLEX_URL is not set: nothing can be compared." },
      "The two sides cannot be compared",
      "PLEX_URL is not set",
    ],
  ])("says that %s", async (_name, state, sentence, more) => {
    Object.assign(harness.gaps, { gaps: [], ...state });
    const text = await page();
    expect(text).toContain(sentence);
    expect(text).toContain(more);
  });

  it("says that nothing fits a filter", async () => {
    expect(await page("?q=nowhere")).toContain("No open gap fits this.");
  });

  it("shows why the gaps cannot be read", async () => {
    harness.gaps.failure = "The database is damaged.";
    const answer = await harness.ask("/ui/gaps");
    expect([answer.status, textOf(answer)]).toEqual([
      200,
      expect.stringContaining("The database is damaged."),
    ]);
  });
});

describe("repairs", () => {
  it("are offered for what this program can do itself", async () => {
    const { text } = await harness.ask("/ui/gaps");
    expect(text).toContain('aria-label="Bring to Plex: Tram 4"');
    expect(text).toContain('href="/ui/gaps/repair?id=4&amp;back=%2Fui%2Fgaps"');
    expect(text).not.toContain("repair?id=3&");
    expect(text).toContain("Repair what can be repaired");
    expect((await harness.ask("/ui/gaps?q=tram")).text).not.toContain("Repair what can be");
    expect((await harness.ask("/ui/gaps?kind=plex-only")).text).not.toContain("Repair what can be");
    expect((await harness.ask("/ui/gaps?state=closed")).text).not.toContain("repair?");
  });

  it("show first what they would do, and do it when told so", async () => {
    const visitor = visitorOf(harness);
    const address = "/ui/gaps/repair?kind=stale&back=%2Fui%2Fgaps%3Fkind%3Dstale";
    const asked = textOf(await visitor.get(address));
    expect(asked).toContain("Repair all: Out of date in Plex");
    expect(asked).toContain("1 of 1 would be put into the queue. Nothing has been done yet.");
    expect(asked).toContain("1 × Bring to Plex");
    expect(asked).toContain("Gap 4:");
    expect(harness.gaps.calls).toEqual([["repair", { kind: "stale" }, true]]);
    const done = await visitor.send(address, "/ui/gaps/repair", {
      kind: "stale",
      back: "/ui/gaps?kind=stale",
    });
    expect(textOf(done)).toContain("Done. 1 scene was put into the queue.");
    expect(textOf(done)).toContain("1 open");
    expect(harness.gaps.calls.at(-1)).toEqual(["repair", { kind: "stale" }, false]);
  });

  it.each([
    ["one gap", { id: "4" }, { ids: [4] }],
    [
      "a reason in a library",
      { reason: "changed", section: "Films" },
      { reason: "changed", section: "Films" },
    ],
    ["everything, by its name", { all: "1" }, {}],
  ])("take %s", async (_name, fields, selection) => {
    await visitorOf(harness).send("/ui/gaps/repair?id=4", "/ui/gaps/repair", fields);
    expect(harness.gaps.calls.at(-1)).toEqual(["repair", selection, false]);
  });

  it.each([[{}], [{ kind: "nonsense" }], [{ id: "-1" }], [{ all: "yes" }]])(
    "take nothing for %j",
    async (fields: Readonly<Record<string, string>>) => {
      const answer = await visitorOf(harness).send("/ui", "/ui/gaps/repair", fields);
      expect(textOf(answer)).toContain("Not done. It was not said what to repair");
      expect(harness.gaps.calls).toEqual([]);
    },
  );

  it("say that nothing can be done, and offer no button for it", async () => {
    const answer = await harness.ask("/ui/gaps/repair?kind=orphan");
    expect(textOf(answer)).toContain("Nothing of this can be repaired from here.");
    expect(textOf(answer)).toContain("What they need 1 × Remove the item in Plex");
    expect(answer.text).not.toContain("Do it");
  });

  it("show the sentence of a refusal, before and after", async () => {
    harness.gaps.problem = "PLEX_TOKEN is not set: without it Plex cannot be written to.";
    const visitor = visitorOf(harness);
    expect(textOf(await visitor.get("/ui/gaps/repair?all=1"))).toContain("PLEX_TOKEN is not set");
    expect(textOf(await visitor.send("/ui", "/ui/gaps/repair", { all: "1" }))).toContain(
      "Not done. PLEX_TOKEN is not set",
    );
  });

  it.each(["https://evil.example/", "//evil.example", "/ui/../x", "/ui/gaps?a b", "javascript:1"])(
    "lead back to no other place such as %s",
    async (back) => {
      const { text } = await harness.ask(`/ui/gaps/repair?id=4&back=${encodeURIComponent(back)}`);
      expect(text).toContain('<a class="button" href="/ui/gaps">Leave it</a>');
      expect(text).not.toContain("evil");
    },
  );
});

describe("large selections", () => {
  it("are described by their first hundred", async () => {
    await harness.close();
    const gaps = createMemoryGapService(
      Array.from({ length: 500 }, (_, index) => sampleGap(index + 1)),
    );
    harness = await startAdminHarness({}, gaps);
    const text = textOf(await harness.ask("/ui/gaps/repair?all=1"));
    expect(text).toContain("500 of 500 would be put into the queue");
    expect(text).toContain("These are the first 100.");
  });
});
