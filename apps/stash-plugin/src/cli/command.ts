import { type PluginCommand, pluginCommands } from "@stash2plex/shared/events/plugin-commands";

export interface CommandArgs {
  readonly dry: boolean;
  /** Of a scene; null where none, or none that can be one, was given. */
  readonly id: number | null;
  readonly days: number | null;
}

export interface AskedCommand extends CommandArgs {
  readonly command: PluginCommand;
}

/** What a task or an operation gives back, from the provider as from our own engine. */
export interface Reply {
  /** For people, line by line. */
  readonly lines: readonly string[];
  /** For programs. */
  readonly data?: unknown;
  /** Where to watch what was started. */
  readonly watch?: string;
  readonly error?: string;
}

const isCommand = (word: unknown): word is PluginCommand =>
  pluginCommands.some((command) => command === word);

const numberOf = (given: unknown): number | null => {
  const number =
    typeof given === "string" || typeof given === "number" ? Number(given) : Number.NaN;
  return Number.isSafeInteger(number) && number > 0 ? number : null;
};

/** Arguments come as texts from a manifest, and as what they are from `args_map` (docs/reference/stash.md, 4.8). */
const isOn = (given: unknown): boolean =>
  ["true", "1", "yes", "on"].includes(String(given).toLowerCase());

/** Reads what a task or an operation asks for, or answers a sentence that says what it may ask. */
export function readCommand(args: Readonly<Record<string, unknown>>): AskedCommand | string {
  const word = args.do;
  if (!isCommand(word)) return `The argument "do" must be one of ${pluginCommands.join(", ")}.`;
  const asked = {
    command: word,
    dry: isOn(args.dry),
    id: numberOf(args.id),
    days: numberOf(args.days),
  };
  if ((word === "sync-scene" || word === "explain-scene") && asked.id === null)
    return `"${word}" needs the argument "id", the number of a scene.`;
  return asked;
}
