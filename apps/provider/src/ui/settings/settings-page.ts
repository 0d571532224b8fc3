import { environmentName, type SettingGroup, settingGroups } from "../../settings/setting.ts";
import {
  declarationOf,
  type SettingKey,
  settingKeys,
  shownSetting,
} from "../../settings/settings.ts";
import { type Html, html } from "../html.ts";
import type { Page, Visit } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import type { ShownSettings } from "../ui-deps.ts";

export interface SettingsView extends ShownSettings {
  readonly visit: Visit;
}

/** Sentences of the catalogue are Markdown as far as they mark what is typed. */
function inlineCode(text: string): readonly Html[] {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

function textOf(key: SettingKey): string {
  const { about, form } = declarationOf(key);
  return `${environmentName(key)} ${key} ${about} ${form}`.replaceAll("`", "").toLowerCase();
}

function defaultOf(key: SettingKey): readonly Html[] | string {
  const { default: value, defaultText } = declarationOf(key);
  if (defaultText !== undefined) return inlineCode(defaultText);
  const shown = shownSetting(key, value);
  return shown === "" ? "none" : inlineCode(`\`${shown}\``);
}

const isDefault = (key: SettingKey, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(declarationOf(key).default);

function valueOf(key: SettingKey, { settings, sources }: SettingsView): Html {
  const value = settings[key];
  const source = sources.get(key);
  if (source === undefined && isDefault(key, value)) return html`<span class="soft">default</span>`;
  const shown = shownSetting(key, value);
  const from = source !== undefined && html`<span class="soft">from ${source}</span>`;
  return html`<code class="value">${shown === "" ? "none" : shown}</code> ${from}`;
}

function row(key: SettingKey, view: SettingsView): Html {
  const { about, form, reloads, environmentOnly } = declarationOf(key);
  return html`<li data-search="${textOf(key)}">
    <div class="bar">
      <h3><code>${environmentName(key)}</code></h3>
      <span class="soft"
        >${environmentOnly === true ? "environment only" : html`in the file: <code>${key}</code>`}</span
      >
      ${reloads === true && html`<span class="pill">live</span>`}
    </div>
    <p>${inlineCode(about)}</p>
    <dl class="small">
      <dt>Value</dt>
      <dd>${valueOf(key, view)}</dd>
      <dt>Default</dt>
      <dd>${defaultOf(key)}</dd>
      <dt>Allowed</dt>
      <dd>${inlineCode(form)}</dd>
    </dl>
  </li>`;
}

function group(name: SettingGroup, keys: readonly SettingKey[], view: SettingsView): Html | null {
  const own = keys.filter((key) => declarationOf(key).group === name);
  if (own.length === 0) return null;
  return html`<section aria-labelledby="group-${name}" data-search-group>
    <h2 id="group-${name}">${settingGroups[name]}</h2>
    <ul class="settings">
      ${own.map((key) => row(key, view))}
    </ul>
  </section>`;
}

/** Every setting with what it is now, where that came from, and what it does. Secrets only as set. */
export function settingsPage(view: SettingsView): Page {
  const { visit } = view;
  const q = (visit.query.get("q") ?? "").trim().slice(0, 100);
  const keys = settingKeys.filter((key) => textOf(key).includes(q.toLowerCase()));
  const groups = Object.keys(settingGroups) as readonly SettingGroup[];
  const search = html`<section class="filter">
    <form method="get" action="/ui/settings" class="fields" role="search" aria-label="Settings">
      <p class="wide">
        <label for="q">Search the settings</label>
        <input
          id="q"
          name="q"
          type="search"
          value="${q}"
          maxlength="100"
          data-search-in="settings"
        />
      </p>
      <p class="go">
        <button>Search</button>${q !== "" && html` <a href="/ui/settings">Show all</a>`}
      </p>
    </form>
    <p class="soft">
      They are changed in the environment, in <code>stash2plex.yaml</code> in the data folder, or in
      the settings of the plugin in Stash, never here. Those marked <em>live</em> are taken over
      within seconds when the file changes. <a href="/ui/setup">The set-up</a> goes through those of
      Stash, Plex, the library and the plugin, and writes them.
    </p>
  </section>`;
  const contents = html`<nav aria-label="Groups of settings">
    <ul class="chips">
      ${groups.map((name) => html`<li><a href="#group-${name}">${settingGroups[name]}</a></li>`)}
    </ul>
  </nav>`;
  const found =
    keys.length === 0
      ? html`<section class="empty"><p>No setting holds these words.</p></section>`
      : groups.map((name) => group(name, keys, view));
  const body = html`<h1>Settings</h1>
    ${visit.trusted ? html`${q === "" && contents} ${search} ${found}` : signInSection(visit)}`;
  return { title: "Settings - Stash2Plex", current: "/ui/settings", body };
}
