import * as z from "zod";

import { errorMessage } from "@stash2plex/shared/error-message";
import { parseJson } from "@stash2plex/shared/parse-json";

import { postJson } from "./post-json.js";
import type { StashAccess } from "./stash-document.js";

const QUERY = "{configuration{general{apiKey} plugins}}";

const answerSchema = z.object({
  data: z.object({
    configuration: z.object({
      general: z.object({ apiKey: z.string().nullish() }).nullish(),
      plugins: z.record(z.string(), z.unknown()).nullish(),
    }),
  }),
});

export type RawSettings = Readonly<Record<string, unknown>>;

export interface SettingsInStash {
  readonly settings: RawSettings;
  /** Outlives the session cookie, which ends after an hour (docs/reference/stash.md, 4.7). */
  readonly apiKey: string | null;
}

const isSettings = (value: unknown): value is RawSettings =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const unset = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Up to 0.25 Stash hands ids and keys back in camel case (docs/reference/stash.md, 4.9). */
const ofPlugin = (plugins: RawSettings, id: string): RawSettings => {
  const found = Object.entries(plugins).find(([key]) => key.toLowerCase() === id.toLowerCase());
  return isSettings(found?.[1]) ? found[1] : {};
};

/** Cleared, it says that there is no provider: the other package's must not come back. */
const meansSomethingEmpty: ReadonlySet<string> = new Set(["provider_url", "providerUrl"]);

/** What was filled in for this package, and below it what the other one, or v1 of the plugin, left in Stash. */
const together = (plugins: RawSettings): RawSettings => {
  const own = Object.entries(ofPlugin(plugins, "Stash2PlexCli")).filter(
    ([key, value]) => !unset(value) || (value === "" && meansSomethingEmpty.has(key)),
  );
  return { ...ofPlugin(plugins, "Stash2Plex"), ...Object.fromEntries(own) };
};

const headersOf = ({ apiKey, cookie }: StashAccess): Readonly<Record<string, string>> => {
  if (apiKey !== null) return { ApiKey: apiKey };
  return cookie === null ? {} : { cookie: `session=${cookie}` };
};

/** Reads the plugin's settings from Stash. Rejects with a sentence. */
export async function readSettingsInStash(
  access: StashAccess,
  deadlineMs: number,
): Promise<SettingsInStash> {
  const answer = await postJson({
    url: `${access.url}/graphql`,
    headers: headersOf(access),
    body: JSON.stringify({ query: QUERY }),
    deadlineMs,
    maxBytes: 8_000_000,
    // It started us on this machine; its certificate bears its outer name.
    anyCertificate: true,
  }).catch((error: unknown) => {
    const reason = errorMessage(error);
    throw new Error(`Stash does not answer at ${access.url}: ${reason}.`);
  });
  if (answer.status === 401)
    throw new Error(
      `Stash at ${access.url} wants a login. From a terminal, set STASH_API_KEY (Settings > Security in Stash).`,
    );
  const parsed = answerSchema.safeParse(parseJson(answer.body));
  if (!parsed.success)
    throw new Error(
      `What answers at ${access.url} with status ${answer.status} is no Stash. Check STASH_URL.`,
    );
  const { general, plugins } = parsed.data.data.configuration;
  const apiKey = general?.apiKey ?? "";
  return { settings: together(plugins ?? {}), apiKey: apiKey === "" ? access.apiKey : apiKey };
}
