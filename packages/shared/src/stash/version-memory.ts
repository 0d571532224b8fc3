import { StashError } from "./errors.ts";
import type { GraphqlAsk } from "./graphql-ask.ts";
import {
  ServerVersionDocument,
  SchemaProbeDocument,
  type SchemaProbeQuery,
} from "./generated/operations.ts";
import {
  isAtLeast,
  oldestSupportedVersion,
  parseStashVersion,
  type StashVersion,
} from "./version.ts";

/** The version of the Stash at the other end: asked once, and again after it was forgotten. */
export interface VersionMemory {
  /** What is known, else asked; callers at the same time share one question. */
  current(): Promise<StashVersion>;
  /** Asked in any case. */
  refresh(): Promise<StashVersion>;
  /** Whatever happened, another Stash may answer from now on. */
  forget(): void;
}

type RootField = NonNullable<NonNullable<SchemaProbeQuery["query"]>["fields"]>[number];

/** The oldest release whose interface looks like this one. */
const releaseThatHas = (fields: readonly RootField[]): readonly [number, number] => {
  const named = (name: string): RootField | undefined =>
    fields.find((field) => field.name === name);
  if (named("findFile") !== undefined) return [0, 29];
  if (named("findGroups") !== undefined) return [0, 27];
  return named("findScenes")?.args.some(({ name }) => name === "ids") === true ? [0, 25] : [0, 24];
};

const requireSupported = (version: StashVersion): StashVersion => {
  const { major, minor, text } = oldestSupportedVersion;
  if (isAtLeast(version, major, minor)) return version;
  throw new StashError(
    "too-old",
    `The Stash at STASH_URL is ${version.text}, and this program needs ${text} or later. Update Stash.`,
  );
};

/** Keeps the version; `ask` is asked for it. */
export function createVersionMemory(ask: GraphqlAsk): VersionMemory {
  let known: Promise<StashVersion> | null = null;

  const read = async (): Promise<StashVersion> => {
    const { version } = await ask({ document: ServerVersionDocument, variables: {} });
    const text = version.version ?? "";
    const parsed = parseStashVersion(text);
    if (parsed !== null) return requireSupported(parsed);
    // Some self-made builds do not say a number: their interface tells what they can.
    const { query } = await ask({ document: SchemaProbeDocument, variables: {} });
    const [major, minor] = releaseThatHas(query?.fields ?? []);
    return requireSupported({
      text: text === "" ? "a build without a version" : text,
      major,
      minor,
      patch: 0,
    });
  };
  const refresh = (): Promise<StashVersion> => {
    const asked = read();
    known = asked;
    asked.catch(() => {
      if (known === asked) known = null;
    });
    return asked;
  };
  return {
    current: () => known ?? refresh(),
    refresh,
    forget: () => {
      known = null;
    },
  };
}
