import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { defaultItemSettings } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";
import type { MatchRequest } from "@stash2plex/shared/plex";
import { Router } from "express";

import { buildApp } from "../src/app.ts";
import type { AnsweredRequest } from "../src/plex-routes/plex-route.ts";
import type { PlexRouterDeps } from "../src/plex-routes/plex-router.ts";
import type { MatchAnswer, RouteSettings, SceneAnswer } from "../src/plex-routes/ports.ts";
import { createRenderedItems } from "../src/plex-routes/rendered-items.ts";
import { sceneDetail } from "./scene-detail.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  json(): unknown;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Harness {
  readonly port: number;
  /** What was asked of the matcher. */
  readonly matched: MatchRequest[];
  readonly answered: AnsweredRequest[];
  /** What the next scene look-up says; scenes 1-99 are known by default. */
  scene: (id: number) => SceneAnswer;
  decide: (request: MatchRequest) => MatchAnswer | Promise<MatchAnswer>;
  settings: RouteSettings;
  fresh: boolean;
  version: number;
  ask(path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

/** Sends exactly these bytes to the path, without the tidying of `fetch`. */
export function askServer(port: number, path: string, ask: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      port,
      host: "127.0.0.1",
      path,
      method: ask.method ?? "GET",
      headers: ask.headers ?? {},
    };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, text, json: () => JSON.parse(text) as unknown });
      });
    });
    request.on("error", reject);
    request.end(ask.body);
  });
}

export const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const known = (id: number): SceneAnswer =>
  id < 100 ? { kind: "scene", detail: sceneDetail(id) } : { kind: "gone" };

/** The app with fakes for the engine, on a real port. */
export async function startHarness(options: Partial<PlexRouterDeps> = {}): Promise<Harness> {
  const matched: MatchRequest[] = [];
  const answered: AnsweredRequest[] = [];
  let count = 0;
  const settings = (): RouteSettings => harness.settings;
  const plex: PlexRouterDeps = {
    title: "Stash2Plex",
    version: "1.2.3",
    providerSecret: null,
    publicUrl: null,
    logger: silentLogger,
    nextRequestId: () => `id-${(count += 1)}`,
    elapsed: () => performance.now(),
    onAnswered: (entry) => answered.push(entry),
    settings,
    matcher: async (request) => {
      matched.push(request);
      return harness.decide(request);
    },
    scenes: {
      known: (id) => {
        const found = harness.scene(id);
        return found.kind === "scene" ? found.detail : null;
      },
      scene: (id) => Promise.resolve(harness.scene(id)),
      isFresh: () => harness.fresh,
      version: () => harness.version,
    },
    items: createRenderedItems({ settings, version: () => harness.version, pictureKey: null }),
    ...options,
  };
  const server = createServer(buildApp({ plex, admin: Router(), pictures: Router() }));
  const port = await listen(server);
  const harness: Harness = {
    port,
    matched,
    answered,
    scene: known,
    decide: () => ({
      outcome: "matched",
      scenes: [{ sceneId: 12, rung: "base name", score: 100, reason: "it is unique" }],
      explanation: () => ["base name: unique"],
    }),
    settings: { item: defaultItemSettings, adult: "always", unconfirmedMatch: "503" },
    fresh: true,
    version: 1,
    ask: (path, ask) => askServer(port, path, ask),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return harness;
}
