import { type GapCounts, gapKinds, gapReasons, type GapReason } from "@stash2plex/engine/gaps";
import { gapKindLabels } from "@stash2plex/engine/gaps/words";

import { count } from "../../admin/time-words.ts";
import { type Html, html } from "../html.ts";
import {
  addressOf,
  allReasons,
  allSorts,
  fieldsOf,
  type GapFilter,
  isNarrowed,
} from "./gap-filter.ts";
import { kindMeanings, reasonWords, sortWords } from "./gap-words.ts";

function option(value: string, label: string, chosen: string | null): Html {
  return html`<option value="${value}" ${value === (chosen ?? "") && html`selected`}>
    ${label}
  </option>`;
}

function select(
  name: string,
  label: string,
  chosen: string | null,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<p>
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(([value, text]) => option(value, text, chosen))}
    </select>
  </p>`;
}

const reasonsFor = ({ kind }: GapFilter): readonly GapReason[] =>
  kind === null ? allReasons : gapReasons[kind];

/** A library that is not known here any more, but is asked for, must not vanish from the form. */
function sectionSelect(sections: readonly string[], chosen: string | null): Html | null {
  const all = chosen === null || sections.includes(chosen) ? sections : [...sections, chosen];
  if (all.length === 0) return null;
  const options = all.map((title) => [title, title] as const);
  return select("section", "Library", chosen, [["", "all"], ...options]);
}

/** Kinds as links, with how many of each are open. */
export function kindLinks(filter: GapFilter, counts: GapCounts): Html {
  const total = gapKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const { state } = filter;
  const link = (kind: GapFilter["kind"], label: string, number: number, about: string): Html => {
    const fields = fieldsOf({ ...filter, kind, reason: null });
    return html`<li>
      <a
        href="${addressOf("/ui/gaps", fields)}"
        title="${about}"
        ${kind === filter.kind && html`aria-current="true"`}
        >${label} ${state === "open" && html`<span class="number">${count(number)}</span>`}</a
      >
    </li>`;
  };
  return html`<nav aria-label="Kinds of gaps">
    <ul class="chips">
      ${link(null, "All", total, "Gaps of every kind")}
      ${gapKinds.map((kind) => link(kind, gapKindLabels[kind], counts[kind], kindMeanings[kind]))}
    </ul>
  </nav>`;
}

/** Works by itself: a form that asks for the same page with other words behind it. */
export function filterForm(filter: GapFilter, sections: readonly string[]): Html {
  const { kind, reason, section, state, q, sort } = filter;
  const reasons = reasonsFor(filter).map((one) => [one, reasonWords[one]] as const);
  return html`<form method="get" action="/ui/gaps" class="fields" role="search" aria-label="Gaps">
    ${kind !== null && html`<input type="hidden" name="kind" value="${kind}" />`}
    <p class="wide">
      <label for="q">Title or path</label>
      <input id="q" name="q" type="search" value="${q ?? ""}" maxlength="200" />
    </p>
    ${select("reason", "Reason", reason, [["", "all"], ...reasons])}
    ${sectionSelect(sections, section)}
    ${select("state", "State", state, [
      ["open", "open"],
      ["closed", "closed"],
    ])}
    ${select(
      "sort",
      "Order",
      sort,
      allSorts.map((one) => [one, sortWords[one]] as const),
    )}
    <p class="go">
      <button>Show</button>
      ${isNarrowed(filter) && html`<a href="${addressOf("/ui/gaps", state === "closed" ? { state } : {})}">Clear</a>`}
    </p>
  </form>`;
}
