import { isMap, LineCounter, parseDocument } from "yaml";

import { errorCode } from "../error-code.ts";
import { didYouMean } from "./did-you-mean.ts";
import { environmentName } from "./setting.ts";
import { declarationOf, settingKeys, type SettingKey } from "./settings.ts";

/** Something wrong with a setting, in words for the operator. */
export interface SettingFault {
  /** Name of the setting, or of the file. */
  readonly setting: string;
  /** Where the value came from. */
  readonly source: string;
  /** A whole sentence with the remedy. */
  readonly message: string;
}

export interface RawValue {
  readonly raw: unknown;
  readonly source: string;
}

/** What was found and what was wrong with it. */
export interface RawValues {
  readonly values: ReadonlyMap<SettingKey, RawValue>;
  readonly faults: readonly SettingFault[];
}

/** Reads a small text file; rejects as node:fs does. */
export type ReadText = (path: string) => string;

export type Environment = Readonly<Record<string, string | undefined>>;

const codeOf = (error: unknown): string => errorCode(error) ?? "unknown error";

/** Values of the environment. Empty means unset, as compose files write it. */
export function environmentValues(env: Environment, readText: ReadText): RawValues {
  const values = new Map<SettingKey, RawValue>();
  const faults: SettingFault[] = [];
  for (const key of settingKeys) {
    const name = environmentName(key);
    const direct = env[name] ?? "";
    const file = env[`${name}_FILE`] ?? "";
    if (direct !== "" && file !== "") {
      const message = `${name} and ${name}_FILE are both set. Remove one of them.`;
      faults.push({ setting: name, source: "environment", message });
    } else if (direct !== "") {
      values.set(key, { raw: direct, source: "environment" });
    } else if (file !== "") {
      const source = `${name}_FILE`;
      try {
        values.set(key, { raw: readText(file).replace(/[\r\n]+$/, ""), source });
      } catch (error) {
        const message = `${source} names ${file}, which cannot be read (${codeOf(error)}). Mount the file there, or give it read permission.`;
        faults.push({ setting: name, source: "environment", message });
      }
    }
  }
  return { values, faults };
}

/** Values of the YAML file; an absent file has none. */
export function yamlValues(path: string, readText: ReadText): RawValues {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return { values: new Map(), faults: [] };
    return { values: new Map(), faults: [fileFault(path, `cannot be read (${codeOf(error)})`)] };
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => {
      const { line } = lineCounter.linePos(error.pos[0]);
      return fileFault(path, `is not valid YAML in line ${line} (${error.code})`);
    });
    return { values: new Map(), faults };
  }
  if (document.contents === null) return { values: new Map(), faults: [] };
  if (!isMap(document.contents)) {
    const fault = fileFault(
      path,
      "must hold one setting a line, such as `stashUrl: http://stash:9999`",
    );
    return { values: new Map(), faults: [fault] };
  }
  return sortedOut(path, document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>);
}

function fileFault(path: string, problem: string): SettingFault {
  return { setting: path, source: "YAML file", message: `${path} ${problem}. Correct the file.` };
}

function sortedOut(path: string, found: Record<string, unknown>): RawValues {
  const values = new Map<SettingKey, RawValue>();
  const faults: SettingFault[] = [];
  for (const [name, raw] of Object.entries(found)) {
    const key = settingKeys.find((candidate) => candidate === name);
    if (key === undefined) {
      const meant = didYouMean(name, settingKeys);
      const hint =
        meant === null ? "docs/settings.md lists all settings." : `Did you mean ${meant}?`;
      const message = `${path} holds ${name}, which is no setting. ${hint}`;
      faults.push({ setting: name, source: "YAML file", message });
    } else if (declarationOf(key).environmentOnly === true) {
      const message = `${path} holds ${name}, but this can only be set in the environment, as ${environmentName(key)}.`;
      faults.push({ setting: name, source: "YAML file", message });
    } else if (raw !== null && raw !== "") {
      values.set(key, { raw, source: `${name} in ${path}` });
    }
  }
  return { values, faults };
}
