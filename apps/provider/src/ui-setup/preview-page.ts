import type { ItemFace, PreviewRow } from "../setup/setup.ts";
import { html, type Html } from "../ui/html.ts";
import { howFound, whyLeft } from "./reason-words.ts";
import { problemBox, setupForm, setupFrame } from "./setup-frame.ts";
import type { SecretKeeper, Visit } from "./visit.ts";

const MOST_NAMES = 6;

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}

function line(name: string, value: string | null): Html | null {
  return value === null || value === ""
    ? null
    : html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
}

function poster(address: string | null): Html {
  return html`<div class="setup-poster">
    ${
      address === null
        ? html`<span class="soft">no poster</span>`
        : html`<img src="${address}" alt="" width="200" height="300" loading="lazy" />`
    }
  </div>`;
}

function face(name: string, item: ItemFace, picture: string | null): Html {
  return html`<div class="setup-face">
    ${poster(picture)}
    <div>
      <p class="setup-when">${name}</p>
      <h4>${item.title}${item.year !== null && html` <span class="soft">(${item.year})</span>`}</h4>
      <dl class="setup-facts">
        ${line("Studio", item.studio)} ${line("Cast", someOf(item.cast))}
        ${line("Genres", someOf(item.genres))}
      </dl>
      ${item.summary !== null && item.summary !== "" && html`<p class="setup-summary">${item.summary}</p>`}
    </div>
  </div>`;
}

function then(after: PreviewRow["after"], reason: string): Html {
  if (after === null) {
    return html`<div class="setup-face setup-none">
      <div>
        <p class="setup-when">Then</p>
        <p>It stays as it is. ${whyLeft(reason)}</p>
      </div>
    </div>`;
  }
  const picture = after.poster === null ? null : `/ui/setup/poster/then/${after.sceneId}`;
  return face("Then", after, picture);
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function row(
  { itemId, file, before, after, reason }: PreviewRow,
  redact: SecretKeeper["redact"],
): Html {
  const picture = before.hasPoster ? `/ui/setup/poster/now/${itemId}` : null;
  return html`<li class="setup-pair">
    <h3 title="${file}">${fileName(file)}</h3>
    <div class="setup-faces">${face("Now", before, picture)} ${then(after, redact(reason))}</div>
    ${after !== null && html`<p class="soft setup-reason">${redact(howFound(reason))}</p>`}
  </li>`;
}

function counted(rows: readonly PreviewRow[]): Html {
  const found = rows.filter(({ after }) => after !== null).length;
  return html`<p>
    ${found} of these ${rows.length} items are known to Stash. Nothing is written yet: this is only
    looked at.
  </p>`;
}

/** What items of the chosen libraries are now, beside what they would be. */
export function previewPage(
  { context }: Visit,
  rows: readonly PreviewRow[],
  problem: string | null,
  { redact }: SecretKeeper,
): string {
  const shown =
    rows.length === 0
      ? html`<p>${problem === null ? "The chosen libraries hold no items yet." : null}</p>`
      : html`${counted(rows)}
          <ul class="setup-pairs">
            ${rows.map((one) => row(one, redact))}
          </ul>`;
  const body = html`<section aria-labelledby="step">
    <h2 id="step">Before and after</h2>
    ${problemBox(problem)} ${shown}
    ${
      problem !== null &&
      setupForm(
        context,
        "preview",
        html`<div class="setup-actions"><button>Try again</button></div>`,
      )
    }
    <div class="setup-actions">
      <a class="setup-button setup-main" href="/ui/setup/choices">Go on</a>
      <a class="setup-button" href="/ui/setup/paths">Back</a>
    </div>
  </section>`;
  return setupFrame({ context, title: "Before and after", step: "preview", body });
}
