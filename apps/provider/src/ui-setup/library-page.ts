import type { PmsSection } from "@stash2plex/shared/pms";

import type { PlexCheck, RuleProposal } from "../setup/setup.ts";
import { html, type Html } from "../ui/html.ts";
import { problemBox, setupForm, setupFrame } from "./setup-frame.ts";
import type { Visit } from "./visit.ts";

const agentWords: Readonly<Record<string, string>> = {
  "tv.plex.agents.movie": "Plex Movie",
  "tv.plex.agents.none": "Personal Media",
};

function sectionRow(section: PmsSection, isOurs: boolean, isChosen: boolean): Html {
  const { key, title, locations, agent } = section;
  const state = isOurs
    ? html`<span class="good">uses this provider already</span>`
    : html`uses ${agentWords[agent] ?? agent}`;
  return html`<li>
    <label class="setup-option">
      <input type="checkbox" name="section" value="${key}" ${isChosen && html`checked`} />
      <span>
        <strong>${title}</strong> <span class="soft">${state}</span>
        ${locations.map(({ path }) => html`<br /><code>${path}</code>`)}
      </span>
    </label>
  </li>`;
}

function sectionList({ sections, ours }: PlexCheck, chosen: readonly string[]): Html {
  if (sections.length === 0) {
    return html`<p>
      This Plex has no library of films yet. Make one after the set-up, with this provider as its
      agent.
    </p>`;
  }
  return html`<ul class="setup-options">
    ${sections.map((section) =>
      sectionRow(section, ours.includes(section.key), chosen.includes(section.key)),
    )}
  </ul>`;
}

/** Which libraries are to be filled, with what that means for one that has items already. */
export function libraryPage(visit: Visit, check: PlexCheck, problem: string | null): string {
  const { context, draft } = visit;
  const chosen = draft.sectionKeys ?? check.ours;
  const body = html`<section aria-labelledby="step">
    <h2 id="step">Which library is to show what Stash knows?</h2>
    ${problemBox(problem)}
    ${setupForm(
      context,
      "library",
      html`<fieldset>
          <legend>Libraries of films in ${check.name ?? "Plex"}</legend>
          ${sectionList(check, chosen)}
        </fieldset>
        <p class="soft">Only what is ticked is touched. Nothing is written yet.</p>
        <div class="setup-actions"><button class="setup-main">Go on</button></div>`,
    )}
    <dl class="setup-meaning">
      <dt>A library that is there already</dt>
      <dd>
        Plex does not match it again by a refresh. It is <em>adopted</em>: its items are matched to
        their scenes one by one, and what was watched stays watched.
      </dd>
      <dt>A new library</dt>
      <dd>
        Tick nothing, finish here, and then make a new library of films in Plex that uses the agent
        of this provider. Scanning it fills it.
      </dd>
    </dl>
  </section>`;
  return setupFrame({ context, title: "Library", step: "library", body });
}

function ruleRow(rule: RuleProposal["rules"][number], index: number, isChosen: boolean): Html {
  return html`<li>
    <label class="setup-option">
      <input type="checkbox" name="rule" value="${index}" ${isChosen && html`checked`} />
      <span>
        <strong>${rule.name}</strong>
        <span class="soft">explains ${rule.files} ${rule.files === 1 ? "file" : "files"}</span
        ><br />
        Plex <code>${rule.plex}</code><br />
        Stash <code>${rule.stash}</code>
      </span>
    </label>
  </li>`;
}

/** Which folder of Plex is which of Stash. */
export function pathsPage(visit: Visit, proposal: RuleProposal): string {
  const { context, draft } = visit;
  const { rules, sampled, withoutRule, sentences } = proposal;
  const isChosen = (index: number): boolean => draft.chosenRules?.includes(index) ?? true;
  const body = html`<section aria-labelledby="step">
    <h2 id="step">Do both see the same folders?</h2>
    <p>
      Of ${sampled} files that were looked at, ${withoutRule} are found in Stash without any rule.
    </p>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
    ${setupForm(
      context,
      "paths",
      html`${
          rules.length === 0
            ? html`<p class="soft">No rule is proposed.</p>`
            : html`<fieldset>
                <legend>Rules to be written into the settings</legend>
                <ul class="setup-options">
                  ${rules.map((rule, index) => ruleRow(rule, index, isChosen(index)))}
                </ul>
              </fieldset>`
        }
        <div class="setup-actions">
          <button class="setup-main">Show before and after</button>
        </div>`,
    )}
  </section>`;
  return setupFrame({ context, title: "Paths", step: "paths", body });
}
