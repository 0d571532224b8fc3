import { describe, expect, it } from "@jest/globals";
import type { DesiredItem } from "@stash2plex/shared/item";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import type { ItemEdit } from "@stash2plex/shared/pms";

import {
  bareItem,
  desiredOf,
  factsOf,
  observedOf,
  planInputOf,
  policyOf,
  upToDateItem,
  withScalars,
  withTags,
} from "../../../test/plan-fixture.ts";
import type { Operation, Plan } from "../operation.ts";
import type { SyncField, SyncPolicy } from "../policy.ts";
import { syncFields } from "../policy.ts";
import type { Written } from "../push-record.ts";
import { contentField, contentMark } from "./content-mark.ts";
import type { ObservedItem, PlanInput } from "./plan-input.ts";
import { plan } from "./plan.ts";
import { markOf, markOfList } from "./text-equality.ts";

interface Case extends Partial<Omit<PlanInput, "items" | "policy">> {
  readonly name: string;
  readonly observed?: Partial<ObservedItem>;
  readonly policy?: Partial<SyncPolicy>;
  /** What is to be done, in short. */
  readonly does: readonly string[];
  readonly notes?: readonly string[];
}

const listInWords = (
  name: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
) => [...add.map((tag) => `${name}+${tag}`), ...remove.map((tag) => `${name}-${tag}`)];

const editInWords = (edit: ItemEdit): string =>
  [
    ...Object.entries(edit.scalars ?? {}).map(([name, value]) => `${name}=${value}`),
    ...Object.entries(edit.tags ?? {}).flatMap(([name, change]) => listInWords(name, change)),
    ...(edit.addedAt === undefined ? [] : [`addedAt=${edit.addedAt}`]),
    ...(edit.lock ? ["locked"] : []),
  ].join(" ");

const inShort = (operation: Operation): string => {
  switch (operation.kind) {
    case "refresh":
      return "refresh";
    case "match":
      return `match ${operation.guid.split("/").at(-1) ?? ""}`;
    case "edit":
      return `edit ${editInWords(operation.edit)}`;
    case "rate":
      return `rate ${operation.rating}`;
    case "artwork":
      return `${operation.art} ${operation.source} lock=${operation.lock}`;
    case "locks":
      return `locks ${JSON.stringify(operation.locks)}`;
  }
};

const run = ({ observed, policy, ...input }: Case): Plan =>
  plan(planInputOf({ ...input, items: [observedOf(observed)], policy: policyOf(policy) }));

const check = (cases: readonly Case[]): void => {
  it.each(cases.map((row) => [row.name, row] as const))("%s", (_name, row) => {
    const { operations, notes } = run(row);
    expect(operations.map(inShort)).toEqual(row.does);
    expect(notes.map(({ code }) => code)).toEqual(row.notes ?? []);
  });
};

const without = (...off: readonly SyncField[]): ReadonlySet<SyncField> =>
  new Set(syncFields.filter((field) => !off.includes(field)));

const writtenOf = (written: Partial<Written> = {}): Written => ({
  digest: "before",
  lists: {},
  ...written,
  marks: { [contentField]: contentMark(desiredOf(), policyOf(), "ours"), ...written.marks },
});

const otherGuid = "plex://movie/5d776";
const foreign = { ownership: "other-agent", inOurSection: false } as const;
const unmatched = { ownership: "unmatched", item: upToDateItem({ guid: "local://101" }) } as const;
const repair = { stage: "repair" } as const;
/** The desired item without some fields. */
const lacking = (desired: DesiredItem, ...names: readonly (keyof DesiredItem)[]): DesiredItem => {
  const kept = Object.entries(desired).filter(([name]) => !names.some((other) => other === name));
  return { ...bareItem, ...Object.fromEntries(kept) };
};

const cleared = lacking(desiredOf(), "summary");

describe("whose the item is", () => {
  check([
    { name: "ours and up to date: nothing", does: [] },
    {
      name: "ours and different: PMS is asked first",
      observed: { item: withScalars({ title: "Old" }) },
      does: ["refresh"],
    },
    {
      name: "ours and different in repair: edited, unlocked",
      ...repair,
      observed: { item: withScalars({ title: "Old" }) },
      does: ["edit title=A Walk by the Lake"],
    },
    {
      name: "ours, edits are never locked, whatever the setting",
      ...repair,
      policy: { lockEdits: true },
      observed: { item: withScalars({ title: "Old" }) },
      does: ["edit title=A Walk by the Lake"],
    },
    {
      name: "ours without a provider: edited at once",
      policy: { canRefresh: false },
      observed: { item: withScalars({ title: "Old" }) },
      does: ["edit title=A Walk by the Lake"],
    },
    {
      name: "ours and imported just now: no second refresh",
      observed: { imported: true, item: withTags({ genre: ["Lakes"] }) },
      does: ["edit genre+Wind"],
    },
    {
      name: "other agent, leave",
      observed: { ...foreign, item: upToDateItem({ guid: otherGuid, title: "Old" }) },
      does: [],
      notes: ["other-agent"],
    },
    {
      name: "other agent, edit",
      policy: { otherAgent: "edit" },
      observed: { ...foreign, item: withScalars({ title: "Old" }) },
      does: ["edit title=A Walk by the Lake"],
    },
    {
      name: "other agent, edit, locked when asked",
      policy: { otherAgent: "edit", lockEdits: true },
      observed: { ...foreign, item: withScalars({ title: "Old" }) },
      does: ["edit title=A Walk by the Lake locked"],
    },
    {
      name: "other agent, edit, up to date: nothing",
      policy: { otherAgent: "edit" },
      observed: foreign,
      does: [],
    },
    {
      name: "other agent, adopt",
      policy: { otherAgent: "adopt" },
      observed: foreign,
      does: ["match scene-12"],
    },
    {
      name: "other agent, adopt: not twice in one run",
      ...repair,
      policy: { otherAgent: "adopt" },
      observed: foreign,
      does: [],
      notes: ["match-not-taken"],
    },
    { name: "unmatched in our section: matched", observed: unmatched, does: ["match scene-12"] },
    {
      name: "unmatched in a section of another agent, leave",
      observed: { ...unmatched, inOurSection: false },
      does: [],
      notes: ["other-agent"],
    },
    {
      name: "unmatched in a section of another agent, adopt",
      policy: { otherAgent: "adopt" },
      observed: { ...unmatched, inOurSection: false },
      does: ["match scene-12"],
    },
    {
      name: "unmatched in a section of another agent, edit",
      policy: { otherAgent: "edit" },
      observed: { ...unmatched, inOurSection: false, item: withScalars({ studio: "Old" }) },
      does: ["edit studio=North Films"],
    },
    {
      name: "of another scene, the path proves this one: matched",
      observed: { ownership: "other-scene" },
      does: ["match scene-12"],
    },
    {
      name: "of another scene, only the name fits: left",
      observed: { ownership: "other-scene", isCertain: false },
      does: [],
      notes: ["other-scene"],
    },
    {
      name: "files of several scenes in one item: nothing",
      observed: { otherScenes: [13], item: withScalars({ title: "Old" }) },
      does: [],
      notes: ["ambiguous"],
    },
    {
      name: "files of several scenes in an item of another agent: not adopted",
      policy: { otherAgent: "adopt" },
      observed: { ...foreign, otherScenes: [13] },
      does: [],
      notes: ["ambiguous"],
    },
  ]);

  it("absent: no item, nothing", () => {
    expect(plan(planInputOf({ items: [] }))).toEqual({ operations: [], notes: [] });
  });

  it("several items of one scene are all brought up to date", () => {
    const stale = (id: number) => observedOf({ item: { ...withScalars({ title: "Old" }), id } });
    const { operations } = plan(planInputOf({ items: [stale(101), stale(102), observedOf()] }));
    expect(operations).toMatchObject([
      { kind: "refresh", itemId: 101 },
      { kind: "refresh", itemId: 102 },
    ]);
  });

  it("one ambiguous item does not keep another from being repaired", () => {
    const stale = observedOf({ item: withScalars({ title: "Old" }) });
    const { operations, notes } = plan(
      planInputOf({ items: [{ ...stale, otherScenes: [3] }, stale] }),
    );
    expect(operations).toHaveLength(1);
    expect(notes).toMatchObject([{ code: "ambiguous" }]);
  });
});

describe("scalars", () => {
  check([
    {
      name: "Unicode form and line ends do not differ",
      ...repair,
      desired: desiredOf({ summary: "Caf\u00e9\nand lake" }),
      observed: { item: withScalars({ summary: "Cafe\u0301\r\nand lake " }) },
      does: [],
    },
    {
      name: "case does differ",
      ...repair,
      observed: { item: withScalars({ studio: "north films" }) },
      does: ["edit studio=North Films"],
    },
    {
      name: "a date with a time behind it is the same day",
      ...repair,
      observed: { item: withScalars({ originallyAvailableAt: "2024-05-31 00:00:00" }) },
      does: [],
    },
    {
      name: "a date moves by its own field only",
      ...repair,
      desired: desiredOf({ originallyAvailableAt: "2023-01-01", year: 2023 }),
      does: ["edit originallyAvailableAt=2023-01-01"],
    },
    {
      name: "every scalar at once goes into one edit",
      ...repair,
      desired: desiredOf({ tagline: "t", originalTitle: "o", titleSort: "s" }),
      does: ["edit originalTitle=o titleSort=s tagline=t"],
    },
    {
      name: "cleared in Stash: cleared in Plex where we wrote it",
      ...repair,
      desired: cleared,
      observed: { written: writtenOf({ marks: { summary: markOf("Water and wind.") } }) },
      does: ["edit summary="],
    },
    {
      name: "cleared in Stash: cleared in an item of ours that was never pushed to",
      ...repair,
      desired: cleared,
      does: ["edit summary="],
    },
    {
      name: "cleared in Stash, but just imported: another provider of the group filled it",
      ...repair,
      desired: cleared,
      observed: { imported: true },
      does: [],
    },
    {
      name: "cleared in Stash, but somebody wrote another text: kept",
      ...repair,
      desired: cleared,
      observed: {
        item: withScalars({ summary: "By hand" }),
        written: writtenOf({ marks: { summary: markOf("Water and wind.") } }),
      },
      does: [],
    },
    {
      name: "never written by us, item of another agent: kept",
      policy: { otherAgent: "edit" },
      desired: cleared,
      observed: foreign,
      does: [],
    },
    {
      name: "a sort title that Plex made is kept",
      ...repair,
      observed: { item: withScalars({ titleSort: "Walk by the Lake" }) },
      does: [],
    },
    {
      name: "a sort title of ours is cleared",
      ...repair,
      observed: {
        item: withScalars({ titleSort: "walk 1" }),
        written: writtenOf({ marks: { titleSort: markOf("walk 1") } }),
      },
      does: ["edit titleSort="],
    },
    {
      name: "a locked field is left alone, the others are not",
      ...repair,
      observed: {
        item: { ...withScalars({ title: "Mine", studio: "Old" }), locked: new Set(["title"]) },
      },
      does: ["edit studio=North Films"],
      notes: ["locked"],
    },
    {
      name: "a locked field that fits is not worth a word",
      observed: { item: upToDateItem({ locked: new Set(["title"]) }) },
      does: [],
    },
    {
      name: "only a locked field differs: no refresh",
      observed: { item: { ...withScalars({ title: "Mine" }), locked: new Set(["title"]) } },
      does: [],
      notes: ["locked"],
    },
    {
      name: "a lock that our own edit left is no obstacle",
      policy: { otherAgent: "edit", lockEdits: true },
      observed: {
        ...foreign,
        item: { ...withScalars({ title: "Old" }), locked: new Set(["title"]) },
        written: writtenOf({ marks: { title: markOf("Old") } }),
      },
      does: ["edit title=A Walk by the Lake locked"],
    },
    {
      name: "a lock of ours with another value under it is the user's",
      policy: { otherAgent: "edit", lockEdits: true },
      observed: {
        ...foreign,
        item: { ...withScalars({ title: "Mine" }), locked: new Set(["title"]) },
        written: writtenOf({ marks: { title: markOf("Old") } }),
      },
      does: [],
      notes: ["locked"],
    },
    {
      name: "a switch that is off leaves the field alone, and asks for no refresh",
      policy: { fields: without("title") },
      observed: { item: withScalars({ title: "Mine", studio: "Old" }) },
      does: ["edit studio=North Films"],
    },
    {
      name: "a switch that is off clears nothing",
      ...repair,
      policy: { fields: without("summary") },
      desired: cleared,
      observed: { written: writtenOf({ marks: { summary: markOf("Water and wind.") } }) },
      does: [],
    },
    {
      name: "PRESERVE_EDITS: what is there stays, what is empty is filled, without a refresh",
      policy: { preserveEdits: true },
      observed: { item: withScalars({ title: "Mine", studio: undefined }) },
      does: ["edit studio=North Films"],
    },
    {
      name: "what PMS refused before is not tried again",
      ...repair,
      observed: { refused: new Set(["title"]), item: withScalars({ title: "Old" }) },
      does: [],
      notes: ["refused"],
    },
  ]);
});

describe("lists", () => {
  check([
    {
      name: "partial import: only the first genre",
      ...repair,
      observed: { item: withTags({ genre: ["Lakes"] }) },
      does: ["edit genre+Wind"],
    },
    {
      name: "partial import at first: PMS is asked again",
      observed: { item: withTags({ genre: ["Lakes"] }) },
      does: ["refresh"],
    },
    {
      name: "order does not matter",
      observed: { item: withTags({ genre: ["Wind", "Lakes"] }) },
      does: [],
    },
    {
      name: "Plex's spelling is kept where only case differs",
      observed: { item: withTags({ genre: ["LAKES", "wind"] }) },
      does: [],
    },
    {
      name: "Unicode form does not differ",
      desired: desiredOf({ genres: ["Caf\u00e9"] }),
      observed: { item: withTags({ genre: ["Cafe\u0301"] }) },
      does: [],
    },
    {
      name: "a stale tag of ours goes",
      ...repair,
      observed: {
        item: withTags({ genre: ["Lakes", "Wind", "Rain"] }),
        written: writtenOf({ lists: { genre: ["Rain"] } }),
      },
      does: ["edit genre-Rain"],
    },
    {
      name: "a stale tag goes in Plex's spelling",
      ...repair,
      observed: {
        item: withTags({ genre: ["Lakes", "Wind", "RAIN"] }),
        written: writtenOf({ lists: { genre: ["rain"] } }),
      },
      does: ["edit genre-RAIN"],
    },
    {
      name: "stale tags alone need no refresh: PMS would keep them",
      observed: {
        item: withTags({ genre: ["Lakes", "Wind", "Rain"] }),
        written: writtenOf({ lists: { genre: ["Rain"] } }),
      },
      does: ["edit genre-Rain"],
    },
    {
      name: "a tag by hand stays",
      observed: {
        item: withTags({ genre: ["Lakes", "Wind", "Mine"] }),
        written: writtenOf({ lists: { genre: ["Lakes", "Wind"] } }),
      },
      does: [],
    },
    {
      name: "add: nothing is taken away",
      ...repair,
      policy: { listMode: "add" },
      observed: {
        item: withTags({ genre: ["Lakes", "Rain"] }),
        written: writtenOf({ lists: { genre: ["Rain"] } }),
      },
      does: ["edit genre+Wind"],
    },
    {
      name: "exact: what Stash does not have goes",
      ...repair,
      policy: { listMode: "exact" },
      observed: { item: withTags({ genre: ["Lakes", "Wind", "Mine"] }) },
      does: ["edit genre-Mine"],
    },
    {
      name: "exact: labels are left alone without a setting for them",
      ...repair,
      policy: { listMode: "exact" },
      observed: { item: withTags({ label: ["Kids"] }) },
      does: [],
    },
    {
      name: "exact: labels with a setting for them",
      ...repair,
      policy: { listMode: "exact", organizedLabel: "Done" },
      observed: { item: withTags({ label: ["Kids"] }) },
      does: ["edit label+Done label-Kids"],
    },
    {
      name: "a list cleared in Stash is emptied of what was ours",
      ...repair,
      desired: desiredOf({ genres: [] }),
      observed: {
        item: withTags({ genre: ["Lakes", "Mine"] }),
        written: writtenOf({ lists: { genre: ["Lakes", "Wind"] } }),
      },
      does: ["edit genre-Lakes"],
    },
    {
      name: "a locked list is not touched at all",
      ...repair,
      observed: {
        item: { ...withTags({ genre: ["Mine", "Rain"] }), locked: new Set(["genre"]) },
        written: writtenOf({ lists: { genre: ["Rain"] } }),
      },
      does: [],
      notes: ["locked"],
    },
    {
      name: "a locked list that our edit left is edited",
      policy: { otherAgent: "edit", lockEdits: true },
      observed: {
        ...foreign,
        item: { ...withTags({ genre: ["Lakes"] }), locked: new Set(["genre"]) },
        written: writtenOf({
          lists: { genre: ["Lakes"] },
          marks: { genre: markOfList(["Lakes"]) },
        }),
      },
      does: ["edit genre+Wind locked"],
    },
    {
      name: "MAX_TAGS cuts what is pushed",
      ...repair,
      policy: { maxTags: 1 },
      observed: { item: withTags({ genre: [] }) },
      does: ["edit genre+Lakes"],
    },
    {
      name: "MAX_TAGS takes away what we wrote beyond it",
      ...repair,
      policy: { maxTags: 1 },
      observed: { written: writtenOf({ lists: { genre: ["Lakes", "Wind"] } }) },
      does: ["edit genre-Wind"],
    },
    {
      name: "PRESERVE_EDITS: a list that holds something stays",
      policy: { preserveEdits: true, listMode: "exact" },
      observed: { item: withTags({ genre: ["Mine"] }) },
      does: [],
    },
    {
      name: "PRESERVE_EDITS: an empty list is filled",
      policy: { preserveEdits: true },
      observed: { item: withTags({ genre: [] }) },
      does: ["edit genre+Lakes genre+Wind"],
    },
    {
      name: "performers, collections and directors in one edit",
      ...repair,
      observed: {
        item: { ...withTags({ collection: [], director: ["Old"] }), roles: [] },
        written: writtenOf({ lists: { director: ["Old"] } }),
      },
      does: ["edit collection+North Films actor+Ada Berg director+Ole Dahl director-Old"],
    },
    {
      name: "a performer who was renamed",
      ...repair,
      observed: {
        item: upToDateItem({ roles: [{ name: "A. Berg", role: null, thumb: null }] }),
        written: writtenOf({ lists: { actor: ["A. Berg"] } }),
      },
      does: ["edit actor+Ada Berg actor-A. Berg"],
    },
    {
      name: "genres switched off",
      policy: { fields: without("genres", "performers") },
      observed: { item: { ...withTags({ genre: [] }), roles: [] } },
      does: [],
    },
    {
      name: "a label by tag, in Stash's spelling; a label needs no refresh",
      policy: { labelTags: ["wind"] },
      does: ["edit label+Wind"],
    },
    {
      name: "a label of organized scenes",
      policy: { organizedLabel: "Done" },
      does: ["edit label+Done"],
    },
    {
      name: "no label while not organized; ours goes",
      policy: { organizedLabel: "Done" },
      facts: factsOf({ organized: false }),
      observed: {
        item: withTags({ label: ["Done", "Kids"] }),
        written: writtenOf({ lists: { label: ["Done"] } }),
      },
      does: ["edit label-Done"],
    },
  ]);

  it("a face has its address where there is one, and a role its text", () => {
    const picture = { kind: "performer", id: 5, version: "1" } as const;
    const { operations } = plan(
      planInputOf({
        stage: "repair",
        desired: desiredOf({ roles: [{ name: "Ada Berg", role: "Guide", picture }] }),
        items: [observedOf({ item: upToDateItem({ roles: [] }) })],
        pictureUrl: ({ kind, id }) => `http://example.org/${kind}/${id}`,
      }),
    );
    expect(operations).toMatchObject([
      {
        edit: {
          actors: [{ name: "Ada Berg", role: "Guide", thumb: "http://example.org/performer/5" }],
        },
      },
    ]);
  });
});

describe("what refresh alone can bring", () => {
  check([
    {
      name: "the desired item moved though nothing of it is seen: PMS is asked",
      desired: desiredOf({ externalIds: ["stashdb://1"] }),
      observed: { written: writtenOf() },
      does: ["refresh"],
    },
    {
      name: "only in the first stage",
      ...repair,
      desired: desiredOf({ externalIds: ["stashdb://1"] }),
      observed: { written: writtenOf() },
      does: [],
    },
    {
      name: "a new version of an uploaded cover is no reason",
      desired: desiredOf({ images: [] }),
      observed: { written: writtenOf() },
      does: [],
    },
    {
      name: "a new version of a linked cover is",
      policy: { artwork: "link" },
      desired: desiredOf({ images: [] }),
      observed: {
        written: writtenOf({
          marks: {
            [contentField]: contentMark(desiredOf(), policyOf({ artwork: "link" }), "ours"),
          },
        }),
      },
      does: ["refresh"],
    },
    {
      name: "never for another agent's item",
      policy: { otherAgent: "edit" },
      desired: desiredOf({ externalIds: ["stashdb://1"] }),
      observed: { ...foreign, written: writtenOf() },
      does: [],
    },
  ]);
});

describe("rating and date of addition", () => {
  check([
    { name: "a rating is given", desired: desiredOf({ userRating: 8.5 }), does: ["rate 8.5"] },
    {
      name: "the same rating is not given again",
      desired: desiredOf({ userRating: 8 }),
      observed: { item: upToDateItem({ userRating: 8.0 }) },
      does: [],
    },
    {
      name: "a rating by hand stays when Stash has none",
      observed: { item: upToDateItem({ userRating: 6 }) },
      does: [],
    },
    {
      name: "a rating of ours goes with Stash's",
      observed: {
        item: upToDateItem({ userRating: 6 }),
        written: writtenOf({ marks: { userRating: markOf("6") } }),
      },
      does: ["rate null"],
    },
    {
      name: "PRESERVE_EDITS keeps a rating",
      policy: { preserveEdits: true },
      desired: desiredOf({ userRating: 8 }),
      observed: { item: upToDateItem({ userRating: 6 }) },
      does: [],
    },
    {
      name: "rating switched off",
      policy: { fields: without("rating") },
      desired: desiredOf({ userRating: 8 }),
      does: [],
    },
    { name: "ADDED_AT=stash", policy: { addedAt: "stash" }, does: ["edit addedAt=1717228800"] },
    {
      name: "ADDED_AT=stash, done already",
      policy: { addedAt: "stash" },
      observed: { item: upToDateItem({ addedAt: 1_717_228_800 }) },
      does: [],
    },
    {
      name: "ADDED_AT=stash, unreadable date",
      policy: { addedAt: "stash" },
      facts: factsOf({ createdAt: "" }),
      does: [],
    },
  ]);
});

describe("gates", () => {
  const silent = {
    desired: desiredOf({ studios: [], genres: [], roles: [], collections: [], directors: [] }),
    facts: factsOf({ tagNames: [], performerCount: 0, hasTitle: false }),
  };
  const bare = lacking(silent.desired, "summary", "studio", "originallyAvailableAt", "year");
  check([
    {
      name: "nothing to say",
      desired: bare,
      facts: silent.facts,
      does: [],
      notes: ["nothing-to-say"],
    },
    {
      name: "nothing to say, gate off: the title at least",
      policy: { qualityGate: false },
      desired: bare,
      facts: silent.facts,
      observed: { item: withScalars({ title: "Old" }) },
      does: ["refresh"],
    },
    {
      name: "nothing to say: an unmatched item of our section is matched all the same",
      desired: bare,
      facts: silent.facts,
      observed: unmatched,
      does: ["match scene-12"],
      notes: ["nothing-to-say"],
    },
    {
      name: "a title of its own is something",
      desired: bare,
      facts: factsOf({ tagNames: [], performerCount: 0 }),
      observed: { item: withScalars({ title: "Old" }) },
      does: ["refresh"],
    },
    {
      name: "a date alone is something",
      desired: { ...bare, originallyAvailableAt: "2024-01-01" },
      facts: silent.facts,
      observed: {
        written: writtenOf(),
        item: withScalars({ originallyAvailableAt: "2024-01-01" }),
      },
      does: ["refresh"],
    },
    {
      name: "not organized",
      policy: { requireOrganized: true },
      facts: factsOf({ organized: false }),
      observed: unmatched,
      does: [],
      notes: ["not-organized"],
    },
    {
      name: "no stash id",
      policy: { requireStashId: true },
      observed: { item: withScalars({ title: "Old" }) },
      does: [],
      notes: ["no-stash-id"],
    },
    {
      name: "a stash id",
      policy: { requireStashId: true },
      facts: factsOf({ hasStashId: true }),
      observed: { item: withScalars({ title: "Old" }) },
      does: ["refresh"],
    },
  ]);
});

describe("artwork", () => {
  const poster = "poster 7/scene-poster-12/p1";
  const art = "art 7/scene-background-12/p1";
  const both = [`${poster} lock=null`, `${art} lock=null`];
  const always = { artwork: "always" } as const;
  const uploaded = (kind: "poster" | "art", version = "7") => ({
    kind,
    source: `${version}/scene-${kind === "poster" ? "poster" : "background"}-12/p1`,
    sha1: `sha-${kind}-${version}`,
    at: Number(version),
  });
  const done = [uploaded("poster"), uploaded("art")];
  const shown = { thumb: "/library/metadata/101/thumb/1", art: "/library/metadata/101/art/1" };
  const entry = (ratingKey: string, uploadSha1: string | null = null) => ({
    ratingKey,
    selected: true,
    uploadSha1,
  });
  check([
    { name: "absent: brought, nothing is said about locks", policy: always, does: both },
    {
      name: "ARTWORK_LOCK=always",
      policy: { ...always, artworkLock: "always" },
      does: [`${poster} lock=true`, `${art} lock=true`],
    },
    {
      name: "ARTWORK_LOCK=never",
      policy: { ...always, artworkLock: "never" },
      does: [`${poster} lock=false`, `${art} lock=false`],
    },
    { name: "recorded: nothing", policy: always, observed: { uploads: done }, does: [] },
    {
      name: "changed: brought again",
      policy: always,
      observed: {
        uploads: [uploaded("poster", "6"), uploaded("art")],
        item: upToDateItem({ locked: new Set(["thumb"]) }),
      },
      does: [`${poster} lock=null`],
    },
    {
      name: "changed back: the newest record counts",
      policy: always,
      observed: { uploads: [{ ...uploaded("poster", "6"), at: 9 }, ...done] },
      does: [`${poster} lock=null`],
    },
    {
      name: "another pipeline: brought again",
      policy: always,
      pipeline: "p2",
      observed: { uploads: [uploaded("art")] },
      does: ["poster 7/scene-poster-12/p2 lock=null", "art 7/scene-background-12/p2 lock=null"],
    },
    {
      name: "locked and never ours: chosen by the user",
      policy: always,
      observed: { item: upToDateItem({ locked: new Set(["thumb"]) }) },
      does: [`${art} lock=null`],
      notes: ["user-artwork"],
    },
    {
      name: "the picker shows another selection under a lock: chosen by the user",
      policy: always,
      observed: {
        uploads: [uploaded("poster", "6"), uploaded("art")],
        pickers: { poster: [entry("metadata://posters/x")] },
        item: upToDateItem({ locked: new Set(["thumb"]) }),
      },
      does: [],
      notes: ["user-artwork"],
    },
    {
      name: "the picker shows our upload under a lock: replaced",
      policy: always,
      observed: {
        uploads: [uploaded("poster", "6"), uploaded("art")],
        pickers: { poster: [entry("upload://posters/sha-poster-6", "sha-poster-6")] },
        item: upToDateItem({ locked: new Set(["thumb"]) }),
      },
      does: [`${poster} lock=null`],
    },
    {
      name: "refreshed and unlocked: the picker is asked again",
      ...repair,
      policy: always,
      observed: { uploads: done, refreshed: true },
      does: both,
    },
    {
      name: "shown as we left it: nothing",
      policy: always,
      observed: {
        uploads: done,
        item: upToDateItem({ thumb: "/thumb/1" }),
        written: writtenOf({ marks: { thumb: markOf("/thumb/1") } }),
      },
      does: [],
    },
    {
      name: "unlocked, and shown is another one than we left: the picker is asked again",
      policy: always,
      observed: {
        uploads: done,
        item: upToDateItem({ thumb: "/thumb/2" }),
        written: writtenOf({ marks: { thumb: markOf("/thumb/1") } }),
      },
      does: [`${poster} lock=null`],
    },
    {
      name: "refreshed and locked: nothing",
      ...repair,
      policy: always,
      observed: {
        uploads: done,
        refreshed: true,
        item: upToDateItem({ locked: new Set(["thumb", "art"]) }),
      },
      does: [],
    },
    {
      name: "auto, links are private: uploaded",
      policy: { artwork: "auto" },
      observed: { item: upToDateItem(shown) },
      does: both,
    },
    {
      name: "auto, links are public and taken: left to them",
      policy: { artwork: "auto", linksArePublic: true },
      observed: { item: upToDateItem(shown) },
      does: [],
    },
    {
      name: "auto, links are public but PMS has no picture: uploaded",
      policy: { artwork: "auto", linksArePublic: true },
      observed: { item: upToDateItem({ thumb: shown.thumb }) },
      does: [`${art} lock=null`],
    },
    {
      name: "auto, another agent's item has no links of ours",
      policy: { artwork: "auto", linksArePublic: true, otherAgent: "edit" },
      observed: { ...foreign, item: upToDateItem(shown) },
      does: both,
    },
    { name: "link", policy: { artwork: "link" }, does: [] },
    { name: "off", policy: { artwork: "off" }, does: [] },
    {
      name: "poster switched off",
      policy: { ...always, fields: without("poster") },
      does: [`${art} lock=null`],
    },
    { name: "no pictures at hand", policy: always, pipeline: null, does: [] },
    {
      name: "PRESERVE_EDITS: a picture that is there stays",
      policy: { ...always, preserveEdits: true },
      observed: { item: upToDateItem({ thumb: shown.thumb }) },
      does: [`${art} lock=null`],
    },
    {
      name: "PRESERVE_EDITS: ours is brought up to date",
      policy: { ...always, preserveEdits: true },
      observed: { uploads: [uploaded("poster", "6"), uploaded("art")], item: upToDateItem(shown) },
      does: [`${poster} lock=null`],
    },
    {
      name: "pictures alone need no refresh",
      policy: always,
      observed: { uploads: [uploaded("art")], written: writtenOf() },
      does: [`${poster} lock=null`],
    },
    {
      name: "another agent, leave: no picture either",
      policy: always,
      observed: foreign,
      does: [],
      notes: ["other-agent"],
    },
  ]);
});

describe("guids", () => {
  it("a match names the guid with its movie segment", () => {
    const { operations } = plan(planInputOf({ items: [observedOf(unmatched)] }));
    expect(operations).toMatchObject([
      { guid: guidOf(PROVIDER_IDENTIFIER, 12), name: "A Walk by the Lake", year: 2024 },
    ]);
  });
});
