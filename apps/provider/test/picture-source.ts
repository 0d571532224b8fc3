import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands for Stash's picture routes: a real server that wants the key, as docs/reference/stash.md, 3.2 and 3.3. */
export interface PictureSource {
  readonly url: string;
  readonly requests: string[];
  /** What is answered at a path; unknown paths are 404. */
  put(path: string, body: Uint8Array | string, type?: string): void;
  /** Answers wait until this is called off with what it gives back. */
  hold(): () => void;
  /** From now on every request is cut. The port stays taken: another test's server on it would answer in our place. */
  goAway(): void;
  readonly stop: () => Promise<void>;
}

export const SOURCE_KEY = "canary-key-of-stash";

export interface Listening {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function listen(listener: RequestListener): Promise<Listening> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export async function startPictureSource(): Promise<PictureSource> {
  const stored = new Map<string, { body: Uint8Array | string; type: string }>();
  const requests: string[] = [];
  let held: Promise<void> = Promise.resolve();
  let isAway = false;

  const { url, stop } = await listen((request: IncomingMessage, response) => {
    if (isAway) {
      request.socket.destroy();
      return;
    }
    const path = request.url ?? "";
    requests.push(path);
    if (path.startsWith("/login")) {
      response.setHeader("content-type", "text/html").end("<html>");
      return;
    }
    if (request.headers.apikey !== SOURCE_KEY) {
      response.writeHead(302, { location: "/login?returnURL=%2F" }).end();
      return;
    }
    void held.then(() => {
      const found = stored.get(path);
      if (found === undefined) response.writeHead(404).end("404 page not found");
      else response.setHeader("content-type", found.type).end(found.body);
    });
  });
  return {
    url,
    requests,
    stop,
    goAway: () => {
      isAway = true;
    },
    put: (path, body, type = "image/jpeg") => {
      stored.set(path, { body, type });
    },
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        release();
      };
    },
  };
}
