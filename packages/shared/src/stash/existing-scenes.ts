import type { StashId } from "./records.ts";

const alias = (id: StashId): string => `scene${id}`;

/**
 * Asks which of these scenes exist, each under its own alias: unlike a list of ids, aliases bear a missing one
 * (docs/reference/stash.md, fact 4). Ids must be positive integers.
 */
export function existingScenesQuery(ids: readonly StashId[]): string {
  const lines = ids.map((id) => `  ${alias(id)}: findScene(id: "${id}") {\n    id\n  }`);
  return `query ExistingScenes {\n${lines.join("\n")}\n}`;
}

export type ExistingScenesAnswer = Readonly<Record<string, { readonly id: string } | null>>;

/** The ids that the answer has as scenes. Only meaningful for an answer without errors (docs/reference/stash.md, fact 21). */
export function existingIdsIn(answer: ExistingScenesAnswer, ids: readonly StashId[]): StashId[] {
  return ids.filter((id) => (answer[alias(id)] ?? null) !== null);
}
