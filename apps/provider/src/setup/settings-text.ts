import { isDeepStrictEqual } from "node:util";

import { type Document, isMap, isSeq, LineCounter, parseDocument, YAMLMap } from "yaml";

import { OperatorError } from "../serving/operator-error.ts";
import type { SettingKey } from "../settings/settings.ts";

/** What becomes of a setting in the file; undefined: its entry goes. */
export type SettingChanges = ReadonlyMap<SettingKey, unknown>;

const refusal = (file: string, problem: string): OperatorError =>
  new OperatorError(
    `${file} ${problem}, so nothing was written to it. Correct the file, or move it away, then run the set-up again.`,
  );

/** A list that only grew keeps the entries that it had, with their comments. */
function put(document: Document, key: SettingKey, value: unknown): void {
  const present = document.get(key);
  const before: unknown = isSeq(present) ? present.toJSON() : null;
  if (isSeq(present) && Array.isArray(before) && Array.isArray(value)) {
    if (isDeepStrictEqual(before, value.slice(0, before.length))) {
      for (const added of value.slice(before.length)) present.add(document.createNode(added));
      return;
    }
  }
  document.set(key, document.createNode(value));
}

/**
 * The text of the settings file with these changes; comments, order and all other entries stay.
 *
 * @param text null where there is no file yet
 * @throws OperatorError when the text is nothing that entries can be put into: it is never replaced
 */
export function changedSettings(
  text: string | null,
  changes: SettingChanges,
  file: string,
): string {
  const lineCounter = new LineCounter();
  const document: Document = parseDocument(text ?? "", { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw refusal(file, `is not valid YAML in line ${line}`);
  }
  document.contents ??= new YAMLMap();
  if (!isMap(document.contents)) throw refusal(file, "does not hold one setting a line");
  for (const [key, value] of changes) {
    if (value === undefined) document.delete(key);
    else put(document, key, value);
  }
  // Long addresses and rules stay on their line.
  return document.toString({ lineWidth: 0 });
}
