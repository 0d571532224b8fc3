import type { Logger } from "@stash2plex/shared/log";

import { itemSettingsOf } from "../settings/item-settings-of.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import { environmentName } from "../settings/setting.ts";
import { declarationOf, settingKeys, type Settings } from "../settings/settings.ts";
import type { RouteSettings } from "../plex-routes/ports.ts";

/** Settings as they are now: what may change while running follows the YAML file. */
export interface LiveSettings {
  current(): Settings;
  /** The same object as long as nothing has changed. */
  routes(): RouteSettings;
  /** Sentences about a file that could not be taken over. */
  notices(): readonly string[];
  /** Reads everything again; called when the file has changed. */
  reload(): void;
}

const routeSettingsOf = (settings: Settings): RouteSettings => ({
  item: itemSettingsOf(settings),
  adult: settings.adult,
  unconfirmedMatch: settings.unconfirmedMatch,
});

export function createLiveSettings(deps: {
  readonly initial: Settings;
  readonly load: () => Pick<LoadedSettings, "settings" | "faults">;
  readonly logger: Logger;
  readonly onChange: (settings: Settings) => void;
}): LiveSettings {
  let current = deps.initial;
  let routes = routeSettingsOf(current);
  let notices: readonly string[] = [];

  const takeOver = (next: Settings): void => {
    const changed = settingKeys.filter(
      (key) => JSON.stringify(next[key]) !== JSON.stringify(current[key]),
    );
    const live = changed.filter((key) => declarationOf(key).reloads === true);
    const later = changed.filter((key) => !live.includes(key)).map(environmentName);
    notices =
      later.length === 0 ? [] : [`Changed settings wait for a restart: ${later.join(", ")}.`];
    for (const notice of notices) deps.logger.warn(notice);
    if (live.length === 0) return;
    current = { ...current, ...Object.fromEntries(live.map((key) => [key, next[key]])) };
    routes = routeSettingsOf(current);
    deps.logger.info("Changed settings are in use", { settings: live.map(environmentName) });
    deps.onChange(current);
  };
  return {
    current: () => current,
    routes: () => routes,
    notices: () => notices,
    reload: () => {
      const { settings, faults } = deps.load();
      if (faults.length === 0) {
        takeOver(settings);
        return;
      }
      notices = faults.map(({ message }) => `${message} The settings of before stay in use.`);
      for (const notice of notices) deps.logger.error(notice);
    },
  };
}
