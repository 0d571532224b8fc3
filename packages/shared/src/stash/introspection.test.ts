import { afterEach, describe, expect, it } from "@jest/globals";
import { buildSchema, introspectionFromSchema } from "graphql";
import { readdir, readFile } from "node:fs/promises";

import {
  data,
  json,
  startStashServer,
  type StashServer,
  stashOf,
} from "../../test/stash/stash-server.ts";
import { checkOperations } from "./check-operations.ts";
import { readServerSchema } from "./introspection.ts";

let server: StashServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const ownSchema = async () => {
  const folder = new URL("./schema/", import.meta.url);
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
  return introspectionFromSchema(buildSchema(texts.join("\n")));
};

describe("readServerSchema", () => {
  it("reads what a server says of itself, without what makes it contradict itself", async () => {
    const introspection = await ownSchema();
    server = await startStashServer(
      stashOf("v0.30.1", { IntrospectionQuery: data(introspection) }),
    );
    const read = await readServerSchema({ url: server.url, apiKey: null });
    expect(read.version.text).toBe("v0.30.1");
    const checked = checkOperations(read.introspection, read.version);
    expect(checked.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(server.received.at(-1)?.query).not.toMatch(/args\(includeDeprecated/);
  });

  it("rejects with a StashError when the server does not describe itself", async () => {
    const refusal = json({ errors: [{ message: "introspection disabled" }], data: null });
    server = await startStashServer(stashOf("v0.30.1", { IntrospectionQuery: refusal }));
    await expect(readServerSchema({ url: server.url, apiKey: null })).rejects.toMatchObject({
      code: "answer-error",
    });
  });
});
