import { gapKinds, type GapSelection } from "@stash2plex/engine/gaps";
import * as z from "zod";

import { allGapReasons } from "./gap-query.ts";

const mostIds = 10_000;

const repairSchema = z.strictObject({
  ids: z.array(z.number().int().positive()).min(1).max(mostIds).optional(),
  kind: z.enum(gapKinds).optional(),
  reason: z.enum(allGapReasons).optional(),
  section: z.string().trim().min(1).max(200).optional(),
  all: z.literal(true).optional(),
  dryRun: z.boolean().default(true),
});

const oneSchema = z.strictObject({ dryRun: z.boolean().default(true) });

export interface AskedRepair {
  readonly selection: GapSelection;
  readonly dryRun: boolean;
}

const help =
  `Say which: {"ids": [12]} (at most ${mostIds}), or any of "kind" (${gapKinds.join(", ")}), ` +
  `"reason" (${allGapReasons.join(", ")}) and "section", or {"all": true}; ` +
  'and {"dryRun": false} to do it. Without that it is only said what would be done.';

/** Reads what is to be repaired; a sentence where it cannot be told. */
export function readRepair(body: unknown): AskedRepair | string {
  const asked = repairSchema.safeParse(body);
  if (!asked.success) return help;
  const { dryRun, all, ...given } = asked.data;
  const selection: GapSelection = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const isNarrowed = Object.keys(selection).length > 0;
  // Whoever says both "all" and a kind means one of them.
  if (isNarrowed === (all === true)) return help;
  return { selection, dryRun };
}

/** Whether the repair of one gap is only tried; null: the body is none that can be read. */
export function readDryRun(body: unknown): boolean | null {
  const asked = oneSchema.safeParse(body ?? {});
  return asked.success ? asked.data.dryRun : null;
}
