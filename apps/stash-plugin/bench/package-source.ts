import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const folder = new URL("../dist/packages/", import.meta.url);

/** Serves the packages as a package source on a free loopback port. */
export async function servePackages(): Promise<{
  readonly url: string;
  readonly close: () => void;
}> {
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    if (!/^[\w.-]+$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    const body = readFileSync(new URL(name, folder));
    response.writeHead(200, {
      "content-length": body.length,
      "last-modified": new Date().toUTCString(),
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/index.yml`, close: () => void server.close() };
}
