import { readdirSync, readFileSync } from "node:fs";

export interface RecordedInput {
  /** Version of Stash, and what happened. */
  readonly name: string;
  readonly stdin: {
    readonly server_connection: Readonly<Record<string, unknown>>;
    readonly args: { readonly hookContext?: unknown };
  };
}

interface RecordingFile {
  readonly stash: string;
  readonly invocations: readonly RecordedInput[];
}

const fixtures = new URL("fixtures/", import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, fixtures), "utf8");

/** What real Stash servers wrote to a plugin's standard input. */
export const recordings = ["v0.25.1", "v0.28.1", "v0.30.1", "develop"].flatMap((version) =>
  (JSON.parse(read(`${version}.json`)) as RecordingFile).invocations.map((one) => ({
    ...one,
    name: `${version} ${one.name}`,
  })),
);

/** The very bytes, by file name. */
export const rawInputs = readdirSync(new URL("raw-stdin/", fixtures)).map(
  (name) => [name, read(`raw-stdin/${name}`)] as const,
);

/** The document of an edit as Stash writes it. */
export const editOf = (id: number, fields: readonly string[] = ["title"], cover?: string): string =>
  JSON.stringify({
    server_connection: {
      Scheme: "http",
      Host: "0.0.0.0",
      Port: 9999,
      SessionCookie: { Name: "session", Value: "secret-cookie" },
      Dir: "/root/.stash",
      PluginDir: "/root/.stash/plugins/Stash2PlexCli",
    },
    args: {
      mode: "hook",
      hookContext: {
        id,
        type: "Scene.Update.Post",
        input: { id: String(id), cover_image: cover ?? null },
        inputFields: fields,
      },
    },
  });
