import * as z from "zod";

/**
 * What Stash writes to the standard input of a raw plugin: one JSON document, then end of input.
 * Only what is needed to trust the document; unknown fields pass (docs/reference/stash.md, section 4.3).
 */
const pluginInputSchema = z.object({
  server_connection: z.object({
    Scheme: z.string(),
    Host: z.string(),
    Port: z.number(),
    PluginDir: z.string().optional(),
  }),
  args: z.record(z.string(), z.unknown()).nullish(),
});

/** The one JSON document that Stash reads from standard output (docs/reference/stash.md, section 4.4). */
export interface PluginOutput {
  readonly output: string | null;
  readonly error: string;
}

const NOT_CONFIGURED =
  "Stash2Plex is not yet configured: this plugin cannot work by itself so far. " +
  "Run the Stash2Plex provider and add its URL in Plex; it reads everything it needs from Stash.";

/** Answers one run of the plugin. Whatever arrives, the answer is a document and never an exception. */
export async function answerPlugin(
  input: AsyncIterable<Uint8Array | string>,
): Promise<PluginOutput> {
  const text = await readAll(input);
  const fault = faultOf(text);
  return { output: null, error: fault ?? NOT_CONFIGURED };
}

function faultOf(text: string): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The text is not repeated: it may hold Stash's session cookie.
    return `Stash2Plex expects one JSON document from Stash on its standard input and read ${text.length} characters that are none. It is started by Stash, not by hand.`;
  }
  const parsed = pluginInputSchema.safeParse(document);
  if (parsed.success) return undefined;
  const places = parsed.error.issues.map((issue) => issue.path.join(".") || "(whole document)");
  return `Stash2Plex does not understand what Stash sent: unexpected at ${[...new Set(places)].join(", ")}. Is this a version of Stash older than 0.25?`;
}

async function readAll(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of input) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
