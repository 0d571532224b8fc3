import type { RegistrationUrl } from "../../registration-urls.ts";
import { type Html, html } from "../html.ts";
import type { Overview } from "./overview-data.ts";

function otherAddress({ url, masked, warning }: RegistrationUrl, trusted: boolean): Html {
  return html`<li>
    <code>${trusted ? url : masked}</code>
    ${warning && html`<span class="soft">${warning}</span>`}
  </li>`;
}

/** What is pasted into Plex, once. */
export function addressSection({ here, others, visit: { trusted } }: Overview): Html {
  const more = others.filter(({ url }) => url !== here.url);
  return html`<section aria-labelledby="address">
    <h2 id="address">Paste this into Plex</h2>
    <p class="copy">
      <code class="address" data-copy>${trusted ? here.url : here.masked}</code>
    </p>
    ${here.warning && html`<p class="warn">${here.warning}</p>`}
    ${
      !trusted &&
      here.url !== here.masked &&
      html`<p>
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
      more.length > 0 &&
      html`<details>
        <summary>Other addresses of this machine</summary>
        <ul>
          ${more.map((other) => otherAddress(other, trusted))}
        </ul>
      </details>`
    }
  </section>`;
}
