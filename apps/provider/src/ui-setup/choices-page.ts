import { html, type Html } from "../ui/html.ts";
import { choiceOfPlex } from "./choices-of.ts";
import type { EnteredChoices } from "./draft.ts";
import { foundBy } from "./draft.ts";
import { problemBox, setupForm, setupFrame } from "./setup-frame.ts";
import type { Visit } from "./visit.ts";

/** How the page of choices is filled in. */
export interface ShownChoices {
  readonly choices: EnteredChoices;
  /** What speaks against the address for Plex, or null. */
  readonly warning: string | null;
  readonly hasSecret: boolean;
}

function option(name: string, isTicked: boolean, title: string, about: Html): Html {
  return html`<li>
    <label class="setup-option">
      <input type="checkbox" name="${name}" ${isTicked && html`checked`} />
      <span><strong>${title}</strong><br /><span class="soft">${about}</span></span>
    </label>
  </li>`;
}

function options(visit: Visit, choices: EnteredChoices): Html {
  const { draft } = visit;
  const sections = foundBy(draft.tasks.plex)?.sections ?? [];
  const chosen = sections.filter(({ key }) => draft.sectionKeys?.includes(key) === true);
  const names = chosen.map(({ title }) => title).join(", ");
  const hasSections = choiceOfPlex(draft) !== null && chosen.length > 0;
  return html`<ul class="setup-options">
    ${
      hasSections &&
      option(
        "assign",
        choices.assignSections,
        `Use this provider as the agent of ${names}`,
        html`Changes the library's agent in Plex. New files are then matched by themselves.`,
      )
    }
    ${
      hasSections &&
      option(
        "adopt",
        choices.adopt,
        "Adopt what is in there already",
        html`Matches the items to their scenes one by one, where the match is sure. What was watched
        stays watched; fields that are locked in Plex stay as they are.`,
      )
    }
    ${option(
      "plugin",
      choices.installPlugin,
      "Install the plugin in Stash",
      html`A saved scene then shows in Plex within seconds. Adds the source of the package to Stash
      and fills in the plugin's settings; the library of Stash is not written to.`,
    )}
  </ul>`;
}

function addressFields(visit: Visit, { choices, warning, hasSecret }: ShownChoices): Html {
  const hasPlex = choiceOfPlex(visit.draft) !== null;
  return html`${
      hasPlex &&
      html`<label for="for-plex">Address for Plex</label>
        <input
          id="for-plex"
          name="for-plex"
          inputmode="url"
          required
          autocomplete="off"
          value="${choices.addressForPlex}"
          aria-describedby="for-plex-hint"
        />
        <p id="for-plex-hint" class="soft">
          By which Plex reaches this program: filled in as your browser came here.
          ${hasSecret && "The secret part is added to it."}
          ${warning !== null && html`<span class="warn">${warning}</span>`}
        </p>`
    }
    <label for="for-stash">Address for Stash</label>
    <input
      id="for-stash"
      name="for-stash"
      inputmode="url"
      required
      autocomplete="off"
      value="${choices.addressForStash}"
      aria-describedby="for-stash-hint"
    />
    <p id="for-stash-hint" class="soft">
      By which Stash reaches this program; between containers of one network also its name, such as
      <code>http://stash2plex:9998</code>.
    </p>`;
}

/** What is to be done, and under which address. */
export function choicesPage(visit: Visit, shown: ShownChoices, problem: string | null): string {
  const { context } = visit;
  const body = html`<section aria-labelledby="step">
    <h2 id="step">What is to be done?</h2>
    ${problemBox(problem)}
    ${setupForm(
      context,
      "choices",
      html`<fieldset>
          <legend>On both sides</legend>
          ${options(visit, shown.choices)}
        </fieldset>
        ${addressFields(visit, shown)}
        <div class="setup-actions">
          <button class="setup-main">Show what will be done</button>
        </div>`,
    )}
  </section>`;
  return setupFrame({ context, title: "Choices", step: "choices", body });
}
