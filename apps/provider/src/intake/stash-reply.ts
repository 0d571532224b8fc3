/** What a task or an operation in Stash is told. */
export interface StashReply {
  /** For people, line by line. */
  readonly lines: readonly string[];
  /** For programs; left out when there is no room for it. */
  readonly data?: unknown;
  /** Address of the page on which to watch what was started. */
  readonly watch?: string;
  readonly error?: string;
}

/** It travels through a status text and a line of Stash's log. */
export const longestReplyBytes = 4_096;
const longestLine = 300;
const longestError = 600;

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 3)}...` : text;

const asJson = (reply: StashReply): string => JSON.stringify(reply);

const fits = (reply: StashReply): boolean => Buffer.byteLength(asJson(reply)) <= longestReplyBytes;

/** The reply as JSON of at most 4 KB: data goes first, then the last lines. */
export function replyText(reply: StashReply): string {
  if (fits(reply)) return asJson(reply);
  const { watch, error } = reply;
  const lines = reply.lines.map((line) => cut(line, longestLine));
  const rest = {
    ...(watch !== undefined && { watch: cut(watch, longestLine) }),
    ...(error !== undefined && { error: cut(error, longestError) }),
  };
  for (let kept = lines.length; kept >= 0; kept -= 1) {
    const left = lines.length - kept;
    const more = left === 0 ? [] : [`(${left} more lines: see the page)`];
    const shorter = { lines: [...lines.slice(0, kept), ...more], ...rest };
    if (fits(shorter)) return asJson(shorter);
  }
  return asJson({ lines: [], error: "The answer is too long for Stash: see the page." });
}
