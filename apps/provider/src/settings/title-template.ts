import { TEMPLATE_PLACEHOLDERS, unknownPlaceholders } from "@stash2plex/shared/item";
import * as z from "zod";

/** A title template; a misspelt placeholder is a fault instead of a literal `{titel}` on every item. */
export const titleTemplate = (): z.ZodType<string> =>
  z.unknown().transform((raw, context) => {
    const text = typeof raw === "string" ? raw.trim() : "";
    const unknown = unknownPlaceholders(text)[0];
    if (text !== "" && unknown === undefined) return text;
    const known = TEMPLATE_PLACEHOLDERS.map((name) => `{${name}}`).join(" ");
    context.addIssue({
      code: "custom",
      message:
        unknown === undefined
          ? `must be text with placeholders ${known}`
          : `knows the placeholders ${known}, not {${unknown}}`,
      params: { quote: unknown === undefined },
    });
    return z.NEVER;
  });
