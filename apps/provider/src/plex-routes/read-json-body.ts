import type { IncomingMessage } from "node:http";

/** A match body is a few hundred bytes. */
export const LARGEST_BODY = 1_048_576;
const DEEPEST_BODY = 32;

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  /** A sentence for the 400 answer. */
  | { readonly ok: false; readonly reason: string };

const refused = (reason: string): JsonBody => ({ ok: false, reason });

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
    request.on("close", () =>
      reject(new Error("The caller hung up before the body was complete.")),
    );
  });
}

/** Depth of brackets outside of strings, counted before anything walks the value. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (inString) {
      if (letter === "\\") index += 1;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === "{" || letter === "[") {
      depth += 1;
      if (depth > DEEPEST_BODY) return true;
    } else if (letter === "}" || letter === "]") depth -= 1;
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
  return bytes === null ? refused(`The body is larger than ${LARGEST_BODY} bytes.`) : parse(bytes);
}
