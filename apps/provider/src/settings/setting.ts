import type * as z from "zod";

/** Headings of the settings page, in its order. */
export const settingGroups = {
  stash: "Stash",
  server: "Address and data",
  security: "Security",
  plex: "Bringing edits to Plex",
  gaps: "Comparing both sides",
  matching: "Matching",
  item: "What Plex shows",
  pictures: "Pictures",
  mirror: "Following Stash",
  logs: "Logs",
} as const;

export type SettingGroup = keyof typeof settingGroups;

/** One setting: everything that the reader, the documentation and the masked log screen know about it. */
export interface Setting<Value> {
  readonly group: SettingGroup;
  /** Parses the text of the environment or the value in YAML; its messages complete "NAME ...". */
  readonly schema: z.ZodType<Value>;
  readonly default: Value;
  /** What the documentation says where the default is computed. */
  readonly defaultText?: string;
  /** Which values are allowed, for the documentation. */
  readonly form: string;
  /** One or two sentences: what it does, and when to change it. */
  readonly about: string;
  /** The value as people would write it, where JSON is not that. */
  show?(value: Value): string;
  /** Never printed, never quoted in a fault, masked in every log line. */
  readonly secret?: true;
  /** Taken over while running when the YAML file changes. */
  readonly reloads?: true;
  /** Cannot stand in the YAML file. */
  readonly environmentOnly?: true;
}

type Declaration<Parsed, Default> = Omit<Setting<Parsed>, "schema" | "default"> & {
  readonly schema: z.ZodType<Parsed>;
  readonly default: Default;
};

/** Declares a setting whose value is what the schema gives. */
export function setting<Parsed>(
  declaration: Declaration<Parsed, NoInfer<Parsed>>,
): Setting<Parsed> {
  return declaration;
}

/** Declares a setting that is null while nobody sets it. */
export function optionalSetting<Parsed>(
  declaration: Omit<Declaration<Parsed, null>, "default">,
): Setting<Parsed | null> {
  return { ...declaration, default: null };
}

/**
 * The environment name of a setting's key.
 * @example environmentName("stashApiKey") // "STASH_API_KEY"
 */
export function environmentName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
