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

/** Shown while nobody has said where Stash is. */
export function setupPage(file: string, version: string, image: boolean): string {
  const compose = `services:
  stash2plex:
    environment:
      STASH_URL: http://192.168.1.10:9999
      STASH_API_KEY: the key from Stash, Settings, Security`;
  const body = html`<section aria-labelledby="setup">
    <h2 id="setup">Where is Stash?</h2>
    <p>
      Set <code>STASH_URL</code> to the address of Stash, as this program reaches
      it${
        image
          ? html`: the name of its container in the same network, or the network address of its
              machine. <code>localhost</code> would be this container itself.`
          : "."
      }
    </p>
    <p>Where Stash asks for a password, set <code>STASH_API_KEY</code> too.</p>
    <pre
      class="scroll"
      tabindex="0"
    ><code>${image ? compose : "STASH_URL=http://localhost:9999 stash2plex serve"}</code></pre>
    <p>Or write <code>stashUrl: http://...</code> into <code>${file}</code>. Then restart.</p>
    ${image ? null : html`<p>To see how it works without a Stash: <code>stash2plex demo</code>.</p>`}
  </section>`;
  return pageFrame({ title: "Stash2Plex: set up", headline: headline(version), body });
}
