import { type Html, html } from "../ui/html.ts";

/** The two fields of a server. A secret that is kept is told of, and never shown. */
export function serverFields(server: {
  readonly address: string;
  readonly example: string;
  readonly addressHint: Html;
  readonly secretLabel: string;
  readonly secretHint: Html;
  readonly isKept: boolean;
}): Html {
  return html`<label for="address">Address</label>
    <input
      id="address"
      name="address"
      inputmode="url"
      required
      autocomplete="off"
      spellcheck="false"
      value="${server.address}"
      placeholder="${server.example}"
      aria-describedby="address-hint"
    />
    <p id="address-hint" class="soft">${server.addressHint}</p>
    <label for="secret">${server.secretLabel}</label>
    <input
      id="secret"
      name="secret"
      type="password"
      autocomplete="off"
      placeholder="${server.isKept ? "kept: leave empty to use it again" : ""}"
      aria-describedby="secret-hint"
    />
    <p id="secret-hint" class="soft">${server.secretHint}</p>
    ${
      server.isKept
        ? html`<label class="setup-tick"
            ><input type="checkbox" name="forget" /> Forget the one that is kept</label
          >`
        : null
    }`;
}
