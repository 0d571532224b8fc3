import type { Cause } from "../queue.ts";

/** Causes that a row keeps; a thousand hooks of a scene say the same few things. */
const mostCauses = 12;

/** Causes as one text, and back. They are words of ours without blanks. */
export const causesText = (causes: readonly Cause[]): string => causes.join(" ");

export const causesOf = (text: string): readonly Cause[] => (text === "" ? [] : text.split(" "));

/** Adds a cause that is not there yet. */
export const withCause = (text: string, cause: Cause): string => {
  const causes = causesOf(text);
  if (causes.includes(cause) || causes.length >= mostCauses) return text;
  return causesText([...causes, cause]);
};
