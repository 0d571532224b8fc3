import type { RegistrationUrl } from "../registration-urls.ts";
import { type Html, html } from "./html.ts";
import { mirrorSection } from "./mirror-section.ts";
import { pageFrame } from "./page-frame.ts";
import type { JournalEntry } from "../admin/request-journal.ts";
import { requestsSection } from "./requests-section.ts";
import type { RuleReport, StatusReport } from "../admin/status-report.ts";

export interface Overview {
  readonly report: StatusReport;
  /** Epoch ms. */
  readonly now: number;
  /** By which address the browser came in. */
  readonly here: RegistrationUrl;
  readonly others: readonly RegistrationUrl[];
  readonly requests: readonly JournalEntry[];
  /** Whether file names and the secret address may be shown, and actions offered. */
  readonly trusted: boolean;
  /** Whether signing in would make the viewer trusted. */
  readonly canSignIn: boolean;
}

const stateWords: Readonly<Record<StatusReport["state"], Html>> = {
  ready: html`<span class="state good">working</span>`,
  copying: html`<span class="state warn">copying Stash</span>`,
  degraded: html`<span class="state warn">working, with problems</span>`,
  unready: html`<span class="state bad">not working</span>`,
};

function problemsSection({ problems }: StatusReport): Html | null {
  if (problems.length === 0) return null;
  return html`<section aria-labelledby="problems">
    <h2 id="problems" class="bad">To be looked at</h2>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>
  </section>`;
}

function addressSection({ here, others, trusted }: Overview): Html {
  const shown = ({ url, masked }: RegistrationUrl): string => (trusted ? url : masked);
  const more = others
    .filter(({ url }) => url !== here.url)
    .map(
      (other) =>
        html`<li>
          <code>${shown(other)}</code>
          ${other.warning && html`<span class="soft">${other.warning}</span>`}
        </li>`,
    );
  return html`<section aria-labelledby="address">
    <h2 id="address">Paste this into Plex</h2>
    <code class="address">${shown(here)}</code>
    ${here.warning && html`<p class="warn">${here.warning}</p>`}
    ${
      trusted || here.url === here.masked
        ? null
        : html`<p>
            The secret part is hidden here: <code>stash2plex url</code> prints the whole address.
          </p>`
    }
    <p class="soft">
      In Plex: Settings, Metadata Agents, Add Provider; then add an agent with this provider first;
      then a
      <em>new</em> library of films that uses the agent. Refreshing an old library does not match it
      again.
    </p>
    ${
      more.length === 0
        ? null
        : html`<p>By other addresses of this machine:</p>
            <ul>
              ${more}
            </ul>`
    }
  </section>`;
}

function ruleRow(rule: RuleReport): Html {
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

function rulesSection({ pathRules }: StatusReport): Html {
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Path rules">
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
        ${pathRules.map(ruleRow)}
      </tbody>
    </table>
  </div>`;
  return html`<section aria-labelledby="rules">
    <h2 id="rules">Path rules</h2>
    ${
      pathRules.length === 0
        ? html`<p class="soft">
            None, and mostly none are needed: file names are compared from their end.
          </p>`
        : table
    }
  </section>`;
}

function signInSection(overview: Overview): Html | null {
  if (overview.trusted) return null;
  if (!overview.canSignIn) {
    return html`<section>
      <p class="soft">
        File names and the secret address are shown only in the own network, or after signing in:
        set
        <code>API_TOKEN</code> for that.
      </p>
    </section>`;
  }
  return html`<section aria-labelledby="sign-in">
    <h2 id="sign-in">Sign in</h2>
    <form method="post" action="/ui/sign-in">
      <label for="token">API_TOKEN</label>
      <input id="token" name="token" type="password" autocomplete="current-password" required />
      <button>Show everything</button>
    </form>
  </section>`;
}

/** The page that people see first. It needs no script. */
export function overviewPage(overview: Overview): string {
  const { report, now, requests, trusted } = overview;
  const body = [
    problemsSection(report),
    signInSection(overview),
    addressSection(overview),
    mirrorSection(report, now, trusted),
    rulesSection(report),
    trusted ? requestsSection(requests, now) : null,
  ].filter((section) => section !== null);
  return pageFrame({
    title: "Stash2Plex",
    headline: html`<span class="soft">${report.version}</span> ${stateWords[report.state]}`,
    body,
    ...(report.mirror.phase === "first-sync" && { refreshSeconds: 5 }),
  });
}
