import { describe, expect, it } from "@jest/globals";
import type { DesiredItem } from "@stash2plex/shared/item";
import type { PmsItem } from "@stash2plex/shared/pms";
import fc from "fast-check";

import { editedItem } from "../../../test/memory-pms-items.ts";
import {
  bareItem,
  factsOf,
  observedOf,
  planInputOf,
  policyOf,
  upToDateItem,
} from "../../../test/plan-fixture.ts";
import type { SyncPolicy } from "../policy.ts";
import type { Written } from "../push-record.ts";
import { nextRecord } from "../verify/next-record.ts";
import type { PlanInput } from "./plan-input.ts";
import { plan } from "./plan.ts";

const names = fc.uniqueArray(
  fc.constantFrom("Lakes", "lakes", "Wind", "Rain", "Caf\u00e9", "Cafe\u0301", "A, B", "50 %"),
  { maxLength: 5 },
);
const text = fc.option(fc.constantFrom("Water", "water ", "Wind\r\nand", "Wind\nand", "0"), {
  nil: undefined,
});

const desired: fc.Arbitrary<DesiredItem> = fc
  .record({
    summary: text,
    studio: text,
    tagline: text,
    genres: names,
    directors: names,
    roles: names,
  })
  .map(({ summary, studio, tagline, genres, directors, roles }) => ({
    ...bareItem,
    ...(summary !== undefined && { summary }),
    ...(studio !== undefined && { studio }),
    ...(tagline !== undefined && { tagline }),
    genres,
    directors,
    roles: roles.map((name) => ({ name })),
  }));

const item: fc.Arbitrary<PmsItem> = fc
  .record({
    title: fc.constantFrom("A Walk by the Lake", "Old"),
    summary: text,
    studio: text,
    genre: names,
    label: names,
    roles: names,
    locked: fc.subarray(["title", "summary", "genre", "actor"]),
  })
  .map(({ title, summary, studio, genre, label, roles, locked }) =>
    upToDateItem({
      title,
      scalars: { title, ...(summary && { summary }), ...(studio && { studio }) },
      tags: { genre, label, collection: [], director: [] },
      roles: roles.map((name) => ({ name, role: null, thumb: null })),
      locked: new Set(locked),
    }),
  );

const policy: fc.Arbitrary<SyncPolicy> = fc
  .record({
    listMode: fc.constantFrom("ours" as const, "exact" as const, "add" as const),
    preserveEdits: fc.boolean(),
    maxTags: fc.constantFrom(0, 2),
    otherAgent: fc.constantFrom("edit" as const, "leave" as const),
    lockEdits: fc.boolean(),
  })
  .map((some) => policyOf({ ...some, qualityGate: false }));

const ownership = fc.constantFrom("ours" as const, "other-agent" as const);

const inputOf = (
  some: Pick<PlanInput, "desired" | "policy">,
  observed: Parameters<typeof observedOf>[0],
): PlanInput =>
  planInputOf({ ...some, facts: factsOf(), stage: "repair", items: [observedOf(observed)] });

const applied = (input: PlanInput, start: PmsItem): PmsItem =>
  plan(input).operations.reduce(
    (now, operation) => (operation.kind === "edit" ? editedItem(now, operation.edit) : now),
    start,
  );

describe("a plan that was carried out", () => {
  it("leaves nothing to do", () => {
    fc.assert(
      fc.property(desired, item, policy, ownership, (wanted, start, how, whose) => {
        const some = { desired: wanted, policy: how };
        const first = inputOf(some, { item: start, ownership: whose });
        const end = applied(first, start);
        const [observed] = inputOf(some, { item: end, ownership: whose }).items;
        if (observed === undefined) throw new Error("no item");
        const record: Written = nextRecord({
          ...first,
          observed,
          before: start,
          incomplete: [],
          now: 1,
        });
        const again = plan(inputOf(some, { item: end, ownership: whose, written: record }));
        expect(again.operations).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never touches a lock of the user's, nor what is under it", () => {
    fc.assert(
      fc.property(desired, item, policy, ownership, (wanted, start, how, whose) => {
        const end = applied(
          inputOf({ desired: wanted, policy: how }, { item: start, ownership: whose }),
          start,
        );
        for (const name of start.locked) expect(end.locked.has(name)).toBe(true);
        if (start.locked.has("title")) expect(end.title).toBe(start.title);
        if (start.locked.has("genre")) expect(end.tags.genre).toEqual(start.tags.genre);
        if (start.locked.has("actor")) expect(end.roles).toEqual(start.roles);
      }),
      { numRuns: 500 },
    );
  });

  it("takes away only what is known to be ours, and clears no title", () => {
    fc.assert(
      fc.property(desired, item, names, (wanted, start, ours) => {
        const written = { digest: "before", lists: { genre: ours }, marks: {} };
        const input = inputOf(
          { desired: wanted, policy: policyOf({ qualityGate: false }) },
          { item: start, written },
        );
        const end = applied(input, start);
        const fold = (name: string) => name.normalize("NFC").toLowerCase();
        const kept = end.tags.genre.map(fold);
        for (const name of start.tags.genre.map(fold)) {
          if (!ours.map(fold).includes(name)) expect(kept).toContain(name);
        }
        expect(end.scalars.title).not.toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
