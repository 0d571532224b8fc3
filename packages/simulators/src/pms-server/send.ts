import { STATUS_CODES, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { Reply } from "./answer.ts";
import { toJson, toXml } from "./serialise.ts";

/** Lists longer than this are sent piece by piece. */
const STREAMED_FROM = 2_000;

const STARTING =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Response code="503" title="Maintenance" status="Plex Media Server is currently running startup maintenance tasks."/>\n';
export const BUSY = "server is still starting up. Please retry later";

export function sendBody(
  response: ServerResponse,
  status: number,
  type: string | null,
  body: string | Uint8Array,
): void {
  response.writeHead(status, {
    "X-Plex-Protocol": "1.0",
    ...(type !== null && { "Content-Type": type }),
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}

/** The page of an error: 91 bytes for a 401 (fact 38). */
export function sendPage(response: ServerResponse, status: number): void {
  const title = STATUS_CODES[status] ?? "Error";
  const page = `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
  sendBody(response, status, "text/html", page);
}

export const sendStarting = (response: ServerResponse): void =>
  sendBody(response, 503, "text/xml;charset=utf-8", STARTING);

/** XML unless JSON is asked for, as PMS does. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  accept: string,
): Promise<void> {
  switch (reply.kind) {
    case "empty":
      sendBody(response, 200, null, "");
      return;
    case "text":
      sendBody(response, 200, "text/plain", reply.text);
      return;
    case "bytes":
      sendBody(response, 200, "image/jpeg", reply.bytes);
      return;
    case "container": {
      const isJson = accept.includes("application/json");
      const { container, status = 200 } = reply;
      const pieces = isJson ? toJson(container) : toXml(container);
      const type = isJson ? "application/json" : "text/xml;charset=utf-8";
      if ((container.list?.size ?? 0) < STREAMED_FROM) {
        sendBody(response, status, type, [...pieces].join(""));
        return;
      }
      response.writeHead(status, { "X-Plex-Protocol": "1.0", "Content-Type": type });
      await pipeline(Readable.from(gathered(pieces)), response);
    }
  }
}

/** Small pieces cost a write each. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < 65_536) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}
