import * as z from "zod";

/**
 * What Stash writes to the standard input of a raw plugin. Only what is needed; unknown keys pass (docs/reference/stash.md, 4.3).
 */
const connectionSchema = z.object({
  Scheme: z.string(),
  Host: z.string(),
  Port: z.number(),
  // Null when Stash could not make one.
  SessionCookie: z.object({ Value: z.string() }).nullish(),
  PluginDir: z.string().optional(),
});

const documentSchema = z.object({
  server_connection: connectionSchema,
  args: z.record(z.string(), z.unknown()).nullish(),
});

/** The Stash that started us, or that a terminal named. */
export interface StashAccess {
  /** Without a slash at the end. */
  readonly url: string;
  readonly cookie: string | null;
  readonly apiKey: string | null;
}

export interface StashDocument {
  readonly access: StashAccess;
  readonly pluginDir: string | null;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Stash tells the address that it listens on; all addresses of a machine include its own. */
const reachable = (host: string): string => {
  if (host === "" || host === "0.0.0.0") return "127.0.0.1";
  if (host === "::" || host === "[::]") return "[::1]";
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
};

const accessOf = ({ Scheme, Host, Port, SessionCookie }: z.infer<typeof connectionSchema>) => ({
  url: `${Scheme === "https" ? "https" : "http"}://${reachable(Host)}:${Port}`,
  cookie: SessionCookie?.Value ?? null,
  apiKey: null,
});

export type ParsedDocument =
  | { readonly ok: true; readonly document: StashDocument }
  | { readonly ok: false; readonly reason: string };

const placesOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.path.join(".") || "(whole document)"))].join(", ");

/** Reads what Stash sent. The text is never repeated in a reason: it holds the session cookie. */
export function parseStashDocument(text: string): ParsedDocument {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return {
      ok: false,
      reason: `Stash2Plex expects one JSON document from Stash on its standard input and read ${text.length} characters that are none. It is started by Stash; from a terminal, try --help.`,
    };
  }
  const parsed = documentSchema.safeParse(found);
  if (!parsed.success)
    return {
      ok: false,
      reason: `Stash2Plex does not understand what Stash sent: unexpected at ${placesOf(parsed.error)}. Is this a version of Stash older than 0.25?`,
    };
  const { server_connection: connection, args } = parsed.data;
  return {
    ok: true,
    document: {
      access: accessOf(connection),
      pluginDir: connection.PluginDir ?? null,
      args: args ?? {},
    },
  };
}
