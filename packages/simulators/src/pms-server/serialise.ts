import type { Container, Element, Value } from "./answer.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

const escaped = (text: string): string =>
  text.replace(/[&<>"\n\r\t]/g, (character) => escapes[character] ?? character);

type Scalar = string | number | boolean;

const isScalar = (value: Value): value is Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const attribute = (name: string, value: Scalar): string => {
  const text = typeof value === "boolean" ? String(Number(value)) : String(value);
  return ` ${name}="${escaped(text)}"`;
};

const openTag = (name: string, element: Element): string => {
  const attributes = Object.entries(element)
    .map(([key, value]) => (isScalar(value) ? attribute(key, value) : ""))
    .join("");
  return `<${name}${attributes}>`;
};

const childrenOf = (element: Element): string =>
  Object.entries(element)
    .map(([name, value]) => {
      if (value === undefined || isScalar(value)) return "";
      const children = Array.isArray(value) ? (value as readonly Element[]) : [value as Element];
      return children.map((child) => xmlOf(name, child)).join("");
    })
    .join("");

const xmlOf = (name: string, element: Element): string =>
  `${openTag(name, element)}${childrenOf(element)}</${name}>`;

/** In XML flags are 0 and 1, and everything is text (docs/reference/plex-contract.md, 11). */
export function* toXml({ attributes, list }: Container): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${openTag("MediaContainer", attributes)}`;
  yield childrenOf(attributes);
  for (const element of list?.elements ?? []) yield xmlOf(list?.xml ?? "", element);
  yield "</MediaContainer>\n";
}

export function* toJson({ attributes, list }: Container): Generator<string> {
  const head = JSON.stringify(attributes).slice(0, -1);
  yield `{"MediaContainer":${head}`;
  if (list !== null && list.size > 0) {
    yield `${head === "{" ? "" : ","}"${list.json}":[`;
    let separator = "";
    for (const element of list.elements) {
      yield separator + JSON.stringify(element);
      separator = ",";
    }
    yield "]";
  }
  yield "}}";
}
