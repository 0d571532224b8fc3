import { describe, expect, it } from "@jest/globals";
import type { IntrospectionQuery } from "graphql";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { checkOperations } from "./check-operations.ts";
import { namedDocumentsFor } from "./documents.ts";
import { parseStashVersion, type StashVersion } from "./version.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const folder =
  process.env.STASH_INTROSPECTION_DIR ?? resolve(repository, "../shared/real-stash/introspection");

const newest: StashVersion = { text: "the newest", major: 999, minor: 0, patch: 0 };

const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith(".json"))
  : [];

/** File names are versions; a develop build has all that the newest release has. */
const versionOf = (file: string): StashVersion =>
  parseStashVersion(file.replace(/\.json$/, "")) ?? newest;

const read = async (file: string): Promise<IntrospectionQuery> =>
  JSON.parse(await readFile(join(folder, file), "utf8")) as IntrospectionQuery;

describe("operations against the schemas of real servers", () => {
  if (files.length === 0) {
    it.skip("needs a folder of introspection files, named by STASH_INTROSPECTION_DIR", () =>
      undefined);
    return;
  }

  it.each(files)("%s understands every document that it is sent", async (file) => {
    const checked = checkOperations(await read(file), versionOf(file));
    expect(checked.length).toBeGreaterThan(20);
    expect(checked.filter(({ problems }) => problems.length > 0)).toEqual([]);
  });

  it("the check finds what does not fit", async () => {
    const oldest = [...files].sort().find((file) => file.startsWith("v0.25"));
    if (oldest === undefined) return;
    const unfit = checkOperations(await read(oldest), newest).flatMap(({ name, problems }) =>
      problems.length > 0 ? [name] : [],
    );
    expect(unfit.sort()).toEqual(
      [
        "counts",
        "fileByPath",
        "filesByBaseName",
        "groupStamps",
        "groups",
        "scenes",
        "scenesByIds",
      ].sort(),
    );
  });
});

describe("what is dear is never asked", () => {
  it.each([...namedDocumentsFor(newest)])("%s", (_name, document) => {
    const text = document.loc?.source.body ?? JSON.stringify(document);
    expect(text).not.toMatch(/scene_count|sceneStreams|o_counter|custom_fields/);
  });
});
