import type { ServerResponse } from "node:http";

const message = "The provider is starting. Try again in a moment.";

/** Says that there is no answer yet, in the shape of all errors for programs. */
export function sendLater(response: ServerResponse): void {
  response.writeHead(503, {
    "Content-Type": "application/json; charset=utf-8",
    "Retry-After": "5",
  });
  response.end(JSON.stringify({ error: { status: 503, message } }));
}
