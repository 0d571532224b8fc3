import type { UnexplainedFiles, UnexplainedReason } from "./suggestion.ts";

/** A file of Plex that no rule explains. */
export interface OpenFile {
  readonly reason: UnexplainedReason;
  readonly plex: string;
  readonly stash: string | null;
}

const EXAMPLES = 3;

const order: readonly UnexplainedReason[] = [
  "other-folders",
  "rule-in-use",
  "ambiguous",
  "other-file",
  "not-in-stash",
  "no-place",
];

const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

const sentences: Readonly<Record<UnexplainedReason, (count: number) => string>> = {
  "other-folders": (count) =>
    `${files(count)} lie in folders that differ from file to file, or would be taken for others: no rule translates them. They are matched by name where that is clear.`,
  "rule-in-use": (count) =>
    `${files(count)} are taken to another place by a path rule that is in use. Correct or remove that rule.`,
  ambiguous: (count) =>
    `${files(count)} have several copies in Stash with the same name and size, and no rule says which is meant.`,
  "other-file": (count) =>
    `${files(count)} have a namesake in Stash of another size or length: other files, or not scanned anew since they were replaced.`,
  "not-in-stash": (count) => `${files(count)} are not in Stash under any folder.`,
  "no-place": (count) => `${files(count)} have a path without a root, or one with "..".`,
};

/** Unexplained files by reason, those first about which something can be done. */
export function groupUnexplained(open: readonly OpenFile[]): readonly UnexplainedFiles[] {
  return order.flatMap((reason) => {
    const own = open.filter((file) => file.reason === reason);
    if (own.length === 0) return [];
    const examples = own.slice(0, EXAMPLES).map(({ plex, stash }) => ({ plex, stash }));
    return [{ reason, files: own.length, sentence: sentences[reason](own.length), examples }];
  });
}
