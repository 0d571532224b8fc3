import { errorCode } from "../../error-code.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import type { ReadText } from "../../settings/raw-values.ts";

function textOf(path: string, what: string, readText: ReadText): string {
  try {
    return readText(path);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    throw new OperatorError(
      `${what} names ${path}, which cannot be read (${code}). Check the path, and give it read permission.`,
    );
  }
}

/** A key or token in a file of its own. */
export function readSecret(path: string, what: string, readText: ReadText): string {
  const text = textOf(path, what, readText).trim();
  if (text !== "") return text;
  throw new OperatorError(`${what} names ${path}, which is empty.`);
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

/** The owner's token in the Preferences.xml of a Plex server. */
export function tokenOfPreferences(path: string, readText: ReadText): string {
  const text = textOf(path, "--plex-preferences", readText);
  const found = /\sPlexOnlineToken="([^"]*)"/.exec(text)?.[1] ?? "";
  const token = found.replaceAll(
    /&(?:amp|quot|apos|lt|gt);/g,
    (entity) => entities[entity] ?? entity,
  );
  if (token !== "") return token;
  throw new OperatorError(
    `${path} holds no PlexOnlineToken: it is no Preferences.xml of Plex, or nobody has signed in on that server.`,
  );
}
