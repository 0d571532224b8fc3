/** The outcomes of the ladder that find no scene, for people. */
const leftWords: Readonly<Record<string, string>> = {
  none: "Stash does not know this file, or nothing speaks clearly enough for one of its scenes.",
  ambiguous: "Several scenes fit equally well; a wrong match is worse than none.",
  filtered: "Its scene is left out by your settings.",
  unconfirmed: "Stash did not answer while it was looked for.",
};

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** Why an item would stay as it is. */
export function whyLeft(reason: string): string {
  const outcome = /^([a-z]+): /.exec(reason)?.[1] ?? "";
  return (Object.hasOwn(leftWords, outcome) ? leftWords[outcome] : undefined) ?? sentence(reason);
}

/** How its scene was found: `whole name: ...`, or a sentence where no rung was asked. */
export const howFound = (reason: string): string =>
  reason.startsWith("it ") ? sentence(reason) : `Found by ${reason}`;
