/** Secrets shorter than this would blank out ordinary words; the settings refuse such secrets of our own. */
const SHORTEST = 4;

const escapedForJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const lowerCaseEscapes = (text: string): string =>
  text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

/**
 * Base64 of a secret inside a longer text depends on how many bytes stand before it. For each of the three
 * positions, the letters that the secret alone decides.
 */
function base64Cores(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const core = encoded.slice(first, last);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Escapes may lie in each other: JSON in JSON in an address. Three layers were seen; a plain token has one spelling. */
const LAYERS = 3;

const layers: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  encodeURI,
  (text) => lowerCaseEscapes(encodeURIComponent(text)),
  (text) => new URLSearchParams({ a: text }).toString().slice(2),
  escapedForJson,
];

function spellingsOf(secret: string): ReadonlySet<string> {
  let spellings = new Set([secret]);
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const next = [...spellings].flatMap((text) => layers.map((escape) => escape(text)));
    spellings = new Set([...spellings, ...next]);
  }
  spellings.add(Buffer.from(secret).toString("hex"));
  for (const core of base64Cores(secret)) spellings.add(core);
  return spellings;
}

const asPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Replaces secrets by value, however they are spelt, so that no field name or code path can be forgotten. */
export type Redact = (text: string) => string;

export function createRedact(secrets: readonly string[]): Redact {
  const spellings = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [...spellingsOf(secret.toWellFormed())])
    .filter((spelling) => spelling.length >= SHORTEST);
  if (spellings.length === 0) return (text) => text;
  // Longest first: a spelling may begin with another one.
  const longestFirst = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(asPattern).join("|"), "g");
  return (text) => text.replaceAll(pattern, "***");
}
