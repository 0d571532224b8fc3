import { describe, expect, it } from "@jest/globals";
import {
  normalisePath,
  parsePathRules,
  type PathRule,
  plexToStash,
  stashToPlex,
  validateRules,
} from "@stash2plex/shared/paths";

import { mappable, type SuggestLayout, unmappable } from "../../test/suggest-layouts.ts";
import { type PathSuggestion, suggestPathRules } from "./index.ts";

/** What the settings would make of the suggested rules. */
function rulesOf(suggestion: PathSuggestion, stash: readonly string[]): readonly PathRule[] {
  const parsed = parsePathRules(suggestion.rules.map(({ rule }) => rule));
  const proved = validateRules(parsed.rules, stash);
  expect([...parsed.refused, ...proved.refused]).toEqual([]);
  return proved.rules;
}

const folded = (path: string | undefined): string => normalisePath(path ?? "").toLowerCase();

/** Files that rules take to another file than their own, and those that they do not take to it. */
function outcome(rules: readonly PathRule[], { truth }: SuggestLayout) {
  const pairs = [...truth];
  const all = new Set(pairs.map(([, stash]) => folded(stash)));
  const mapped = pairs.map(([plex, stash]) => ({ stash, to: plexToStash(rules, plex)?.path }));
  const back = pairs.map(([plex, stash]) => ({ plex, from: stashToPlex(rules, stash)?.path }));
  return {
    missed:
      mapped.filter(({ stash, to }) => folded(to) !== folded(stash)).length +
      back.filter(({ plex, from }) => folded(from) !== folded(plex)).length,
    wrong: mapped.filter(({ stash, to }) => all.has(folded(to)) && folded(to) !== folded(stash))
      .length,
  };
}

const written = ({ rules }: PathSuggestion) =>
  rules.map(({ rule: { plex, stash } }) => [plex, stash]);

describe("suggested rules", () => {
  it.each(mappable)("map every file: $name", (layout) => {
    const suggestion = suggestPathRules(layout);
    const rules = rulesOf(suggestion, [...layout.truth.values()]);
    expect(outcome(rules, layout)).toEqual({ missed: 0, wrong: 0 });
    expect(suggestion.rules.reduce((sum, { files }) => sum + files, 0)).toBe(layout.truth.size);
    expect({ name: layout.name, rules: written(suggestion) }).toMatchSnapshot();
  });

  it.each(unmappable)("are none that mislead, with the reason: $name", (layout) => {
    const suggestion = suggestPathRules(layout);
    expect(outcome(rulesOf(suggestion, []), layout).wrong).toBe(0);
    expect(suggestion.unexplained.map(({ reason }) => reason)).toMatchSnapshot();
    expect(suggestion.sentences.join("\n")).toMatchSnapshot();
  });
});
