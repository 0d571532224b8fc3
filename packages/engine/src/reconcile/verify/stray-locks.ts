import type { PmsItem, PmsItemId } from "@stash2plex/shared/pms";

import type { Operation } from "../operation.ts";

type Locks = Extract<Operation, { kind: "locks" }>;

const editedFields = ({ edit }: Extract<Operation, { kind: "edit" }>): readonly string[] => [
  ...Object.keys(edit.scalars ?? {}),
  ...Object.keys(edit.tags ?? {}),
  ...(edit.addedAt === undefined ? [] : ["addedAt"]),
];

/**
 * Unlocks what an edit of ours locked although it said not to: a lock looks like somebody's decision, so the field would
 * be left alone for ever (docs/reference/plex-contract.md, 11.2).
 *
 * @param before the items as they were before anything was done
 * @param after the items as they were read back
 */
export const strayLocks = (
  operations: readonly Operation[],
  before: ReadonlyMap<PmsItemId, PmsItem>,
  after: ReadonlyMap<PmsItemId, PmsItem>,
): readonly Locks[] =>
  operations.flatMap((operation): Locks[] => {
    if (operation.kind !== "edit" || operation.edit.lock) return [];
    const { itemId, sectionKey } = operation;
    const wasLocked = before.get(itemId)?.locked;
    const isLocked = after.get(itemId)?.locked;
    const fields = editedFields(operation).filter(
      (field) => isLocked?.has(field) === true && wasLocked?.has(field) === false,
    );
    if (fields.length === 0) return [];
    const locks = Object.fromEntries(fields.map((field) => [field, false]));
    return [{ kind: "locks", itemId, sectionKey, locks }];
  });
