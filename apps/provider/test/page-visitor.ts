import type { AdminHarness } from "./admin-harness.ts";
import type { Answer } from "./plex-harness.ts";

type Headers = Readonly<Record<string, string>>;

/** Somebody at a browser without scripts: looks at pages, and sends the forms that stand on them. */
export interface PageVisitor {
  get(path: string): Promise<Answer>;
  /** Sends a form with the proof from the page, and follows to the page behind it. */
  send(from: string, action: string, fields?: Headers): Promise<Answer>;
  /** The bare answer to a form, with the proof from the page unless another is given. */
  post(action: string, fields: Headers, from?: string): Promise<Answer>;
}

export const formTokenOf = ({ text }: Answer): string =>
  /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? "";

export function visitorOf(harness: Pick<AdminHarness, "ask">, headers: Headers = {}): PageVisitor {
  const get = (path: string): Promise<Answer> => harness.ask(path, { headers });
  const post: PageVisitor["post"] = async (action, fields, from) => {
    const proof: Headers = from === undefined ? {} : { _token: formTokenOf(await get(from)) };
    return harness.ask(action, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams({ ...proof, ...fields }).toString(),
    });
  };
  return {
    get,
    post,
    send: async (from, action, fields = {}) => {
      const answer = await post(action, fields, from);
      if (answer.status !== 303) return answer;
      return get(String(answer.headers.location).split("#")[0] ?? "");
    },
  };
}

/** Text as people read it: without tags, blanks as one. */
export const textOf = ({ text }: Answer): string =>
  text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ (?=[,;])/g, "");
