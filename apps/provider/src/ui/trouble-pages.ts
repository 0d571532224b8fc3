import type { SettingFault } from "../settings/raw-values.ts";
import { type Html, html } from "./html.ts";
import { pageFrame } from "./page-frame.ts";

/** Shown instead of everything while settings are wrong: a container that exits is a crash loop that nobody reads. */
export function faultsPage(faults: readonly SettingFault[], file: string, version: string): string {
  const rows = faults.map(
    ({ setting, message }) =>
      html`<tr>
        <td><code>${setting}</code></td>
        <td>${message}</td>
      </tr>`,
  );
  const body = html`<section aria-labelledby="faults">
    <h2 id="faults">
      ${faults.length === 1 ? "One setting is wrong" : `${faults.length} settings are wrong`}
    </h2>
    <p>Plex is answered with an error until they are corrected, so it keeps what it has.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Faults">
      <table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <p>Correct them in the environment or in <code>${file}</code>, then restart.</p>
  </section>`;
  return pageFrame({ title: "Stash2Plex: settings", headline: headline(version), body });
}

const headline = (version: string): Html =>
  html`<span class="soft">${version}</span> <span class="state bad">not running</span>`;
