/** Formatting elements of pasted descriptions. Only these are markup; `<Story>` in a text is a word. */
const BLOCK_ELEMENTS =
  "br|p|div|ul|ol|li|dl|dt|dd|h[1-6]|hr|blockquote|pre|center|table|thead|tbody|tr|td|th|section|article";
const INLINE_ELEMENTS =
  "a|b|i|u|s|em|strong|span|small|big|sup|sub|font|img|del|ins|mark|code|tt|strike|abbr|cite|q";

const COMMENT = /<!--[\s\S]*?-->/g;
const TAG = `<\\/?(?:${BLOCK_ELEMENTS}|${INLINE_ELEMENTS})(?:\\s[^<>]*)?\\/?>`;
/** Several tags in a row are judged together, so that one break does not become five. */
const TAG_RUN = new RegExp(`(?:${TAG})(?:[ \\t]*${TAG})*`, "gi");
const BLOCK_TAG = new RegExp(`<\\/?(?:${BLOCK_ELEMENTS})(?:\\s|\\/|>)`, "i");
const CLOSE_THEN_OPEN = /<\/[^>]*>[ \t]*<[^/]/;

const ENTITY = /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  shy: "",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  sbquo: "‚",
  ldquo: "“",
  rdquo: "”",
  bdquo: "„",
  laquo: "«",
  raquo: "»",
  bull: "•",
  middot: "·",
  times: "×",
  deg: "°",
  copy: "©",
  reg: "®",
  trade: "™",
  euro: "€",
  pound: "£",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  aring: "å",
  aelig: "æ",
  oslash: "ø",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  atilde: "ã",
  ccedil: "ç",
  egrave: "è",
  eacute: "é",
  ecirc: "ê",
  euml: "ë",
  iacute: "í",
  ntilde: "ñ",
  oacute: "ó",
  ocirc: "ô",
  otilde: "õ",
  uacute: "ú",
};

function replacementOf(tagRun: string): string {
  if (BLOCK_TAG.test(tagRun)) return "\n";
  return CLOSE_THEN_OPEN.test(tagRun) ? " " : "";
}

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) {
    return Object.hasOwn(NAMED_ENTITIES, name) ? (NAMED_ENTITIES[name] ?? entity) : entity;
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : entity;
}

/**
 * Turns the HTML of a pasted description into text: block elements become line breaks, neighbouring inline elements
 * a blank (so that words are not glued), entities are decoded once. Stash stores what was pasted
 * (docs/reference/stash.md, 1.1); Plex shows tags as they are.
 *
 * @example stripMarkup("<p>One</p><p>R&amp;B &lt;live&gt;</p>") // "\nOne\nR&B <live>\n"
 */
export function stripMarkup(text: string): string {
  if (!text.includes("<") && !text.includes("&")) return text;
  return text.replace(COMMENT, " ").replace(TAG_RUN, replacementOf).replace(ENTITY, decodeEntity);
}
