import type { RuleReport } from "../../admin/status-report.ts";
import { type Html, html } from "../html.ts";

function row(rule: RuleReport): Html {
  const state =
    rule.refused === null
      ? html`<span class="good">in use</span>`
      : html`<span class="bad">not used:</span> ${rule.refused}`;
  return html`<tr>
    <td>${rule.name}</td>
    <td><code>${rule.plex}</code></td>
    <td><code>${rule.stash}</code></td>
    <td>${state}</td>
  </tr>`;
}

function table(rules: readonly RuleReport[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of the path rules">
    <table>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Plex</th>
          <th scope="col">Stash</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${rules.map(row)}
      </tbody>
    </table>
  </div>`;
}

/** The path rules, with why one is not used. The folders are for trusted viewers. */
export function rulesSection(rules: readonly RuleReport[], trusted: boolean): Html {
  const used = rules.filter(({ refused }) => refused === null).length;
  return html`<section aria-labelledby="rules">
    <h2 id="rules">Path rules</h2>
    ${
      rules.length === 0
        ? html`<p class="soft">
            None, and mostly none are needed: file names are compared from their end.
          </p>`
        : trusted
          ? table(rules)
          : html`<p>${used} of ${rules.length} are in use.</p>`
    }
    ${trusted && html`<p><a href="/ui/paths">Try a path</a></p>`}
  </section>`;
}
