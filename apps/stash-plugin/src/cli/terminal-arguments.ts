import { parseArgs } from "node:util";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { PluginCommand } from "@stash2plex/shared/events/plugin-commands";

export type TerminalRequest =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly reason: string }
  | { readonly kind: "worker" }
  | { readonly kind: "preview"; readonly file: string }
  | {
      readonly kind: "adopt";
      readonly section: string;
      readonly dry: boolean;
      readonly limit: number | null;
    }
  | { readonly kind: "command"; readonly args: Readonly<Record<string, unknown>> };

export interface TerminalArguments {
  readonly request: TerminalRequest;
  readonly json: boolean;
}

export const helpText = `Stash2Plex CLI: brings what Stash knows to Plex.

  main.cjs status                        what waits, what failed, whether Plex can be reached
  main.cjs sync [all|recent|<scene id>]  compare with Plex, and repair what differs
  main.cjs reconcile [all|recent|week|missing]
  main.cjs gaps                          how far Stash and Plex agree, and what only one side has
  main.cjs explain <scene id>            why a scene is in Plex as it is
  main.cjs adopt --section NAME [--apply] [--limit N]
                                         match an existing library to Stash; shows only, unless --apply
  main.cjs run <task>                    any task by its word, such as health-check or dead-letters
  main.cjs worker                        deliver what hooks left, and work until nothing happens any more
  main.cjs --dry-run --input FILE        show what a recorded hook would do ("-": standard input)

  --dry-run   show only     --json   for programs     --help   this text

Settings are read from Stash. STASH_URL (default http://127.0.0.1:9999), STASH_API_KEY and DATA_DIR tell where they are.
`;

const scopes: ReadonlyMap<string, PluginCommand> = new Map([
  ["all", "reconcile-all"],
  ["recent", "reconcile-recent"],
  ["week", "reconcile-week"],
  ["missing", "reconcile-missing"],
]);

const wrong = (reason: string): TerminalRequest => ({ kind: "wrong", reason });

const command = (word: string, args: Readonly<Record<string, unknown>>): TerminalRequest => ({
  kind: "command",
  args: { do: word, ...args },
});

const options = {
  help: { type: "boolean", short: "h" },
  json: { type: "boolean" },
  "dry-run": { type: "boolean" },
  apply: { type: "boolean" },
  input: { type: "string" },
  section: { type: "string" },
  limit: { type: "string" },
} as const;

interface Given {
  readonly word: string;
  readonly rest: string;
  readonly dry: boolean;
  readonly apply: boolean;
  readonly section: string;
  readonly limit: string;
}

const syncRequest = ({ rest, dry }: Given): TerminalRequest => {
  if (/^[1-9]\d*$/.test(rest)) return command("sync-scene", { id: rest, dry });
  if (rest === "" || rest === "all") return command("sync-all", { dry });
  return rest === "recent"
    ? command("sync-recent", { dry })
    : wrong(`"${rest}" is no scope: all, recent, or the number of a scene.`);
};

const adoptRequest = ({ section, apply, dry, limit }: Given): TerminalRequest => {
  if (section === "") return wrong("adopt needs --section NAME, a library of Plex.");
  if (limit !== "" && !/^[1-9]\d*$/.test(limit)) return wrong("--limit must be a number above 0.");
  return {
    kind: "adopt",
    section,
    dry: dry || !apply,
    limit: limit === "" ? null : Number(limit),
  };
};

const reconcileRequest = ({ rest, dry }: Given): TerminalRequest => {
  const word = scopes.get(rest === "" ? "all" : rest);
  return word === undefined
    ? wrong(`"${rest}" is no scope: ${[...scopes.keys()].join(", ")}.`)
    : command(word, { dry });
};

const requestOf = (given: Given): TerminalRequest => {
  const { word, rest, dry } = given;
  switch (word) {
    case "":
      return { kind: "help" };
    case "status":
      return command("status", {});
    case "gaps":
      return command("gaps", {});
    case "sync":
      return syncRequest(given);
    case "reconcile":
      return reconcileRequest(given);
    case "explain":
      return command("explain-scene", { id: rest });
    case "adopt":
      return adoptRequest(given);
    case "run":
      return command(rest, { dry });
    case "worker":
      return { kind: "worker" };
    default:
      return wrong(`"${word}" is no command. Try --help.`);
  }
};

/** Reads what was typed. */
export function readTerminalArguments(words: readonly string[]): TerminalArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
    });
    const json = values.json === true;
    if (values.help === true) return { request: { kind: "help" }, json };
    if (values.input !== undefined)
      return values["dry-run"] === true
        ? { request: { kind: "preview", file: values.input }, json }
        : { request: wrong("--input goes with --dry-run: it shows what a hook would do."), json };
    const [word = "", rest = "", ...more] = positionals;
    if (more.length > 0) return { request: wrong(`"${more.join(" ")}" is too much.`), json };
    const dry = values["dry-run"] === true;
    const { apply = false, section = "", limit = "" } = values;
    return { request: requestOf({ word, rest, dry, apply, section, limit }), json };
  } catch (error) {
    return { request: wrong(errorMessage(error)), json: false };
  }
}
