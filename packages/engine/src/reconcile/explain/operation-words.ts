import type { ItemEdit } from "@stash2plex/shared/pms";

import type { Operation, Plan } from "../operation.ts";

const longest = 60;

const short = (text: string): string => {
  const line = text.replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
};

const editWords = ({ scalars = {}, tags = {}, addedAt, lock }: ItemEdit): string => {
  const parts = [
    ...Object.entries(scalars).map(([name, value]) =>
      value === "" ? `clear ${name}` : `set ${name} to "${short(value)}"`,
    ),
    ...Object.entries(tags).flatMap(([name, { add, remove }]) => [
      ...(add.length > 0 ? [`add ${name} ${short(add.join(", "))}`] : []),
      ...(remove.length > 0 ? [`remove ${name} ${short(remove.join(", "))}`] : []),
    ]),
    ...(addedAt === undefined ? [] : [`set the date of addition`]),
  ];
  return `${parts.join("; ")}${lock ? " (locked)" : ""}`;
};

const lockWords = (locks: Readonly<Record<string, boolean>>): string =>
  Object.entries(locks)
    .map(([name, isLocked]) => `${isLocked ? "lock" : "unlock"} ${name}`)
    .join("; ");

const doing = (operation: Operation): string => {
  switch (operation.kind) {
    case "refresh":
      return "have Plex ask the provider again";
    case "match":
      return `match it to ${operation.guid} ("${short(operation.name)}")`;
    case "edit":
      return editWords(operation.edit);
    case "rate":
      return operation.rating === null ? "take the rating away" : `rate it ${operation.rating}`;
    case "artwork":
      return `bring the ${operation.art === "poster" ? "poster" : "background"} unless it is there`;
    case "locks":
      return lockWords(operation.locks);
  }
};

/** @example operationInWords({ kind: "refresh", itemId: 5, sectionKey: "1" }) // "item 5: have Plex ask ... again" */
export const operationInWords = (operation: Operation): string =>
  `item ${operation.itemId}: ${doing(operation)}`;

/** A plan for people, one line each. */
export const planInWords = ({ operations, notes }: Plan): readonly string[] => [
  ...operations.map(operationInWords),
  ...notes.map(({ itemId, text }) => (itemId === null ? text : `item ${itemId}: ${text}`)),
];
