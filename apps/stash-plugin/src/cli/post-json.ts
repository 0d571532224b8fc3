import type { RequestOptions } from "node:http";
import process from "node:process";

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything together: look-up, connection, answer. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
  /** Stash on this very machine: it may show any certificate. */
  readonly anyCertificate?: boolean;
  readonly signal?: AbortSignal;
}

export interface PostAnswer {
  readonly status: number;
  readonly body: string;
  readonly cookies: readonly string[];
}

/**
 * Sends JSON and reads the answer. `fetch` costs a hook 130 ms more than this (docs/reference/stash.md, 4.13), and the
 * modules of Node are fetched only here: a hook that finds the provider away needs none.
 */
export function postJson(request: PostRequest): Promise<PostAnswer> {
  const { url, body, headers, deadlineMs, maxBytes, anyCertificate = false } = request;
  const { protocol } = new URL(url);
  const secure = protocol === "https:";
  const { request: open } = process.getBuiltinModule(secure ? "node:https" : "node:http");
  const options: RequestOptions & { readonly rejectUnauthorized?: boolean } = {
    method: "POST",
    agent: false,
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    ...(anyCertificate ? { rejectUnauthorized: false } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = open(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) sent.destroy(new Error("the answer is too large"));
        else chunks.push(chunk);
      });
      answer.once("error", fail);
      answer.once("end", () => {
        clearTimeout(deadline);
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(chunks).toString("utf8"),
          cookies: answer.headers["set-cookie"] ?? [],
        });
      });
    });
    const fail = (error: Error): void => {
      clearTimeout(deadline);
      reject(error);
    };
    const deadline = setTimeout(
      () => sent.destroy(new Error(`no answer within ${deadlineMs} ms`)),
      deadlineMs,
    );
    sent.once("error", fail);
    sent.end(body);
  });
}
