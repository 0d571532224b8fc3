/** HTML that may stand in a page as it is. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function rendered(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "object") return "html" in part ? part.html : part.map(rendered).join("");
  return String(part).replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? letter);
}

/** Template for HTML: everything put in is escaped, unless it is itself made by this function. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, index) => string + rendered(parts[index])).join("");
  return { html: text };
}
