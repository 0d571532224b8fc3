import process from "node:process";

import { postJson } from "./post-json.js";

export interface EventPost {
  readonly url: string;
  readonly token: string;
  readonly body: string;
  readonly deadlineMs: number;
}

const statusLine = /^HTTP\/1\.[01] (\d{3})[ \r]/;

const plainRequest = ({ hostname, host, pathname, search }: URL, post: EventPost) => {
  const lines = [
    `POST ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(post.body)}`,
    ...(post.token === "" ? [] : [`Authorization: Bearer ${post.token}`]),
  ];
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    text: `${lines.join("\r\n")}\r\n\r\n${post.body}`,
  };
};

/**
 * One request, of whose answer only the status is read, over a bare socket: loading `node:http` alone costs a hook nearly
 * half of what an empty Node process costs, and somebody waits for it.
 */
const postPlain = (url: URL, post: EventPost): Promise<number> => {
  const { connect } = process.getBuiltinModule("node:net");
  const { host, text } = plainRequest(url, post);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(url.port || 80) });
    const end = (): void => {
      clearTimeout(deadline);
      socket.destroy();
    };
    const fail = (reason: string): void => {
      end();
      reject(new Error(reason));
    };
    const deadline = setTimeout(
      () => fail(`no answer within ${post.deadlineMs} ms`),
      post.deadlineMs,
    );
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      answer += text;
      const status = statusLine.exec(answer)?.[1];
      if (status === undefined) {
        if (answer.length > 64) fail("what answers there is no web server");
        return;
      }
      end();
      resolve(Number(status));
    });
    socket.once("error", (error) => fail(error.message));
    socket.once("close", () => fail("the connection was closed without an answer"));
    socket.write(text);
  });
};

/** Posts the JSON of events and answers the status. Rejects with a reason when there is none in time. */
export async function postEvent(post: EventPost): Promise<number> {
  // A header of its own must not be smuggled in by a setting.
  if (!/^[\x21-\x7e]*$/.test(post.token))
    throw new Error("provider_token holds characters that no token has");
  const url = new URL(post.url);
  if (url.protocol === "http:") return postPlain(url, post);
  const { token, body, deadlineMs } = post;
  const headers = token === "" ? {} : { authorization: `Bearer ${token}` };
  const answer = await postJson({ url: post.url, headers, body, deadlineMs, maxBytes: 65_536 });
  return answer.status;
}
