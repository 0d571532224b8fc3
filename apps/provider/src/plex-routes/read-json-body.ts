import type { IncomingMessage } from "node:http";

/** A match body is a few hundred bytes. */
export const LARGEST_BODY = 1_048_576;
const DEEPEST_BODY = 32;

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  /** A sentence for the answer, and the status that says the same. */
  | { readonly ok: false; readonly reason: string; readonly status: 400 | 413 };

const refused = (reason: string, status: 400 | 413 = 400): JsonBody => ({
  ok: false,
  reason,
  status,
});

function bytesOf(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else resolve(null);
    });
    request.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on("error", reject);
    request.on("close", () => {
      // An error costs its stack: it is made only when it is one.
      if (!request.complete) reject(new Error("The caller hung up before the body was complete."));
    });
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** `[` and `{` differ from `]` and `}` by 2, and from each other by one bit. */
const isOpening = (code: number): boolean => (code | 0x20) === 0x7b;
const isClosing = (code: number): boolean => (code | 0x20) === 0x7d;

/** Depth of brackets outside of strings, counted before anything walks the value. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) inString = !inString;
    else if (inString) index += code === BACKSLASH ? 1 : 0;
    else if (isOpening(code)) depth += 1;
    else if (isClosing(code)) depth -= 1;
    if (depth > DEEPEST_BODY) return true;
  }
  return false;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parse(bytes: Buffer): JsonBody {
  if (bytes.length === 0) return { ok: true, value: undefined };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return refused("The body is not valid UTF-8.");
  }
  if (isTooDeep(text)) return refused(`The body is nested deeper than ${DEEPEST_BODY} levels.`);
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return refused("The body is not valid JSON.");
  }
}

/**
 * Reads a JSON body whatever its content type says. No body at all is `undefined`: everything may stand in the query.
 * Rejects only when the caller hung up.
 */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    request.resume();
    return refused("The body is compressed. Send it as it is.");
  }
  const bytes = await bytesOf(request);
  return bytes === null
    ? refused(`The body is larger than ${LARGEST_BODY} bytes.`, 413)
    : parse(bytes);
}
