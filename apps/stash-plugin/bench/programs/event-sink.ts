// A provider in a process of its own that takes every event: what a hook costs is then the hook's own.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => response.writeHead(202).end("{}"));
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.once("disconnect", () => process.exit());
