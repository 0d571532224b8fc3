import { cleanLine } from "./clean-text.ts";

/** What may stand in braces in a title template. */
export const TEMPLATE_PLACEHOLDERS = ["title", "date", "studio", "performers", "code"] as const;

export type TemplatePlaceholder = (typeof TEMPLATE_PLACEHOLDERS)[number];

export type TemplateValues = Readonly<Record<TemplatePlaceholder, string>>;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]" };
const TOKEN = /\{([A-Za-z]*)\}|[()[\]]|[^{}()[\]]+|[{}]/g;

/** A piece of a rendered template: fixed text, or a part that may have turned out empty. */
type Piece = { readonly literal: string } | { readonly value: string };

function isPlaceholder(name: string): name is TemplatePlaceholder {
  return (TEMPLATE_PLACEHOLDERS as readonly string[]).includes(name);
}

/** Names in braces that mean nothing, for the check of settings. */
export function unknownPlaceholders(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => !isPlaceholder(name));
}

function moreTelling(left: string, right: string): string {
  return right.trim().length >= left.trim().length ? right : left;
}

/** Adds a piece; neighbouring literals are one. */
function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last !== undefined && "literal" in last && "literal" in piece) {
    pieces[pieces.length - 1] = { literal: last.literal + piece.literal };
  } else {
    pieces.push(piece);
  }
}

/** Joins the parts that have a value; of the literals between two of them, the most telling separates. */
function joinPieces(pieces: readonly Piece[]): string {
  let text = "";
  let separator: string | null = null;
  let lastPartIsEmpty = false;
  let hasValue = false;
  for (const piece of pieces) {
    if ("literal" in piece) {
      separator = separator === null ? piece.literal : moreTelling(separator, piece.literal);
    } else if (piece.value === "") {
      lastPartIsEmpty = true;
      // What leads to an empty first part says nothing without it.
      if (!hasValue) separator = "";
    } else {
      if (!hasValue && lastPartIsEmpty) separator = "";
      text += (separator ?? "") + piece.value;
      separator = null;
      hasValue = true;
      lastPartIsEmpty = false;
    }
  }
  return hasValue && !lastPartIsEmpty ? text + (separator ?? "") : text;
}

/** Reads up to `closing` (or the end). A bracket with nothing but empty parts in it is itself an empty part. */
function renderGroup(tokens: string[], values: TemplateValues, closing: string | null): Piece {
  const pieces: Piece[] = [];
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    if (token === closing) break;
    const close = CLOSING[token];
    const name = /^\{([A-Za-z]*)\}$/.exec(token)?.[1];
    if (close !== undefined && tokens.includes(close)) {
      const inner = renderGroup(tokens, values, close);
      if ("literal" in inner) append(pieces, { literal: token + inner.literal + close });
      else append(pieces, { value: inner.value === "" ? "" : token + inner.value + close });
    } else if (name === undefined) {
      append(pieces, { literal: token });
    } else {
      append(pieces, { value: isPlaceholder(name) ? values[name] : "" });
    }
  }
  const isFixed = pieces.every((piece) => "literal" in piece);
  if (isFixed) return { literal: pieces.map((piece) => piece.literal).join("") };
  return { value: joinPieces(pieces) };
}

/**
 * Fills a template such as `{studio} - {title} ({date})`. An empty part takes its separator and its brackets with it.
 *
 * @returns one clean line; "" when every part is empty
 * @example fillTemplate("{studio} - {title} ({date})", { title: "Owls", studio: "", date: "", … }) // "Owls"
 */
export function fillTemplate(template: string, values: TemplateValues): string {
  const rendered = renderGroup(template.match(TOKEN) ?? [], values, null);
  return "literal" in rendered ? "" : cleanLine(rendered.value);
}
