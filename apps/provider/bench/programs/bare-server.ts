import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import express from "express";

import type { SampleAnswers } from "../sample-answers.ts";

function bareExpress({ match, metadata }: SampleAnswers): RequestListener {
  const app = express();
  app.post("/library/metadata/matches", express.json(), (request, response) => {
    if (typeof request.body !== "object") throw new Error("No body was parsed.");
    response.json(match);
  });
  app.get("/library/metadata/:ratingKey", (_request, response) => {
    response.json(metadata);
  });
  return app;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function bareHttp({ match, metadata }: SampleAnswers): RequestListener {
  return (request, response) => {
    const send = (answer: object): void => {
      const text = JSON.stringify(answer);
      response.writeHead(200, {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(text),
      });
      response.end(text);
    };
    if (request.method === "GET") send(metadata);
    else void readBody(request).then(() => send(match));
  };
}

/** A server that only parses and answers JSON: what there is to win at most. Answers come by message. */
process.once("message", (answers: SampleAnswers) => {
  const kind = process.argv[2];
  const server = createServer(kind === "express" ? bareExpress(answers) : bareHttp(answers));
  server.listen(0, "127.0.0.1", () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
});
process.once("disconnect", () => process.exit());
