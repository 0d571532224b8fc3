import { type PluginCommand, pluginCommands } from "@stash2plex/shared/events/plugin-commands";

export interface StashCommand {
  readonly name: PluginCommand;
  readonly dryRun: boolean;
  /** Of a scene. */
  readonly id: number | null;
  readonly days: number | null;
}

type Query = Readonly<Record<string, unknown>>;

const wordOf = (value: unknown): string => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === "string" ? one.trim() : "";
};

const numberOf = (value: unknown): number | null => {
  const text = wordOf(value);
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return number > 0 ? number : null;
};

const onWords: ReadonlySet<string> = new Set(["true", "1", "yes", "on"]);
const wantsId: ReadonlySet<PluginCommand> = new Set(["sync-scene", "explain-scene"]);

/** Reads `?do=<command>&dry=true&id=12&days=30`, or says in a sentence what is wrong with it. */
export function readStashCommand(query: Query): StashCommand | string {
  const word = wordOf(query.do);
  const name = pluginCommands.find((command) => command === word);
  if (name === undefined) return `"do" must be one of ${pluginCommands.join(", ")}.`;
  const id = numberOf(query.id);
  if (wantsId.has(name) && id === null) return `${name} needs "id", the number of a scene.`;
  const dryRun = onWords.has(wordOf(query.dry).toLowerCase());
  return { name, dryRun, id, days: numberOf(query.days) };
}
