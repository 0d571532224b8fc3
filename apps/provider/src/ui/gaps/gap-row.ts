import type { Gap } from "@stash2plex/engine/gaps";
import { gapKindLabels } from "@stash2plex/engine/gaps/words";

import { type Html, html } from "../html.ts";
import { moment } from "../times.ts";
import type { SceneFace } from "../ui-deps.ts";
import { addressOf } from "./gap-filter.ts";
import { reasonWords, repairWords } from "./gap-words.ts";

export interface RowDeps {
  readonly now: number;
  readonly scene: (id: number) => SceneFace | null;
  /** Where Stash shows its scenes. */
  readonly stashUrl: string;
}

const nameOfFile = (path: string | null): string | null => path?.split(/[\\/]/).at(-1) ?? null;

function titleOf({ title, stashPath, plexPath, id }: Gap): string {
  return title ?? nameOfFile(stashPath) ?? nameOfFile(plexPath) ?? `Gap ${id}`;
}

/** The scene's own picture; its place is kept free where there is none, so that the rows stand in line. */
function picture(face: SceneFace | null, title: string): Html {
  if (face?.picture === null || face === null)
    return html`<div class="thumb none" aria-hidden="true"></div>`;
  return html`<img
    class="thumb"
    src="${face.picture}"
    alt="Picture of the scene ${title}"
    loading="lazy"
    decoding="async"
    width="320"
    height="180"
  />`;
}

function path(side: string, value: string | null): Html | null {
  if (value === null) return null;
  return html`<dt>${side}</dt>
    <dd><code>${value}</code></dd>`;
}

function seen({ firstSeen, closedAt }: Gap, now: number): Html {
  const closed = closedAt !== null && html`, closed ${moment(closedAt, now)}`;
  return html`<dt>Seen</dt>
    <dd>first ${moment(firstSeen, now)}${closed}</dd>`;
}

function action(gap: Gap, title: string, back: string): Html | null {
  if (gap.closedAt !== null || !gap.isAutomatic) return null;
  const label = repairWords[gap.repair];
  const address = addressOf("/ui/gaps/repair", { id: String(gap.id), back });
  return html`<a class="button" href="${address}" aria-label="${label}: ${title}">${label}</a>`;
}

/** One gap: what it is, why, and what to do. */
export function gapRow(gap: Gap, deps: RowDeps, back: string): Html {
  const title = titleOf(gap);
  const face = gap.sceneId === null ? null : deps.scene(gap.sceneId);
  const name =
    gap.sceneId === null
      ? title
      : html`<a href="${deps.stashUrl}/scenes/${gap.sceneId}" rel="noreferrer">${title}</a>`;
  return html`<li class="gap" id="gap-${gap.id}">
    ${picture(face, title)}
    <div class="what">
      <h3>${name}</h3>
      <p class="kind">
        <span class="pill">${gapKindLabels[gap.kind]}</span> ${reasonWords[gap.reason]}
        ${gap.section !== null && html`<span class="soft">in ${gap.section}</span>`}
      </p>
      <p>${gap.explanation}</p>
      ${gap.closedAt === null && html`<p class="advice">${gap.advice}</p>`}
      <dl class="small">
        ${path("Stash", gap.stashPath)} ${path("Plex", gap.plexPath)} ${seen(gap, deps.now)}
      </dl>
    </div>
    <div class="act">${action(gap, title, back)}</div>
  </li>`;
}
