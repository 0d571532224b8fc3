import * as z from "zod";

function fault(context: z.RefinementCtx, message: string, quote = true): never {
  context.addIssue({ code: "custom", message, params: { quote } });
  return z.NEVER;
}

/** An http(s) address with an optional path. Credentials in it would end up in logs of others: refused, and not quoted. */
export const httpAddress = (example: string): z.ZodType<string> =>
  z.unknown().transform((raw, context) => {
    const text = typeof raw === "string" ? raw.trim() : "";
    if (!/^https?:\/\//i.test(text)) {
      return fault(
        context,
        `must begin with http:// or https://, such as ${example}`,
        !text.includes("@"),
      );
    }
    if (!URL.canParse(text))
      return fault(context, `must be an address such as ${example}`, !text.includes("@"));
    const url = new URL(text);
    if (url.username !== "" || url.password !== "") {
      return fault(
        context,
        "must not hold a user name or password; a key has its own setting",
        false,
      );
    }
    if (url.search !== "" || url.hash !== "") {
      return fault(context, `must end with its path (no ? and no #), such as ${example}`);
    }
    return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`;
  });

/** A Redis address; a password in it is normal, so it is never quoted. */
export const redisAddress = (): z.ZodType<string> =>
  z.unknown().transform((raw, context) => {
    const text = typeof raw === "string" ? raw.trim() : "";
    return /^rediss?:\/\/[^\s]+$/i.test(text) && URL.canParse(text)
      ? text
      : fault(context, "must be an address such as redis://redis:6379", false);
  });

/** A time zone name that this Node knows. */
export const timeZone = (): z.ZodType<string> =>
  z.unknown().transform((raw, context) => {
    const text = typeof raw === "string" ? raw.trim() : "";
    try {
      new Intl.DateTimeFormat("en", { timeZone: text });
      return text;
    } catch {
      return fault(context, "must be a time zone such as Europe/Berlin or UTC");
    }
  });
