import * as z from "zod";

const path = z.string().min(1, "must not be empty");

const direction = z.strictObject({ match: path, to: path });

/** One rule as YAML or JSON holds it; see `parsePathRules` for the three forms. */
export const pathRuleSchema = z.strictObject({
  name: z.string().trim().min(1, "must not be empty"),
  plex: z.union([path, direction], "must be a folder, or a pair {match, to}"),
  stash: z.union([path, direction], 'must be a folder, a pair {match, to}, or "invert"'),
  caseInsensitive: z.boolean().default(false),
  plexRoot: path.optional(),
  test: z.strictObject({ plex: path, stash: path }).optional(),
});

export type PathRuleInput = z.infer<typeof pathRuleSchema>;
