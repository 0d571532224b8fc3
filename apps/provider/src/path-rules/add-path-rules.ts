import { errorCode } from "../error-code.ts";
import { OperatorError } from "../serving/operator-error.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import type { ReadText } from "../settings/raw-values.ts";
import { replaceFile } from "../setup/on-disk.ts";
import { changedSettings } from "../setup/settings-text.ts";

type WrittenRule = Readonly<Record<string, unknown>>;

function textOf(file: string, readText: ReadText): string | null {
  try {
    return readText(file);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new OperatorError(`${file} cannot be read (${code}). Give it read permission.`);
  }
}

/**
 * Adds rules behind those in the settings file; everything else in it stays.
 *
 * @returns the file
 */
export function addPathRules(
  rules: readonly WrittenRule[],
  { settings, sources, file }: LoadedSettings,
  { readText }: { readonly readText: ReadText },
): string {
  const source = sources.get("pathRules");
  if (source !== undefined && !source.includes(file)) {
    throw new OperatorError(
      `Path rules come from ${source}, which wins over ${file}: add the new ones there.`,
    );
  }
  const all = [...settings.pathRules, ...rules];
  const text = changedSettings(textOf(file, readText), new Map([["pathRules", all]]), file);
  try {
    replaceFile(file, text);
  } catch (error) {
    throw new OperatorError(
      `${file} cannot be written (${errorCode(error) ?? "unknown error"}). Give its folder write permission.`,
    );
  }
  return file;
}
