import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

import { silentLogger } from "@stash2plex/shared/log";
import { createPlexTvPins } from "@stash2plex/shared/plex-tv";

import { createSecretKeeper } from "../src/logging/secret-keeper.ts";
import { buildTroubleApp } from "../src/trouble-app.ts";
import type { KnownServers } from "../src/ui-setup/draft.ts";
import { createSetupUi, type SetupUiDeps } from "../src/ui-setup/setup-ui.ts";
import { createFakeSetup, type FakeSetup } from "./fake-setup.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { type Answer, type Ask, askServer, listen } from "./plex-harness.ts";

/** A browser without script: it keeps its cookie and sends back the hidden fields of forms. */
export interface PlainBrowser {
  get(path: string): Promise<Answer>;
  /** Sends the form of the page that was seen last, as a press of its button does. */
  send(path: string, fields?: Fields): Promise<Answer>;
  /** Sends exactly these fields. */
  post(path: string, fields: Fields, headers?: Ask["headers"]): Promise<Answer>;
  /** Follows redirects. */
  follow(answer: Answer): Promise<Answer>;
  cookie: string;
  /** Addresses that were asked for, with what they led to. */
  readonly visited: string[];
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export const encoded = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
    )
    .join("&");

const tokenIn = (page: string): string => /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? "";

export function plainBrowser(port: number): PlainBrowser {
  let page = "";
  const take = (answer: Answer, path: string): Answer => {
    const set = [answer.headers["set-cookie"] ?? []].flat();
    for (const cookie of set) browser.cookie = cookie.split(";")[0] ?? "";
    browser.visited.push(path, String(answer.headers.location ?? ""));
    if (answer.text.includes("_token")) page = answer.text;
    return answer;
  };
  const browser: PlainBrowser = {
    cookie: "",
    visited: [],
    get: async (path) =>
      take(await askServer(port, path, { headers: { cookie: browser.cookie } }), path),
    post: async (path, fields, headers = {}) => {
      const all = {
        cookie: browser.cookie,
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      };
      const ask = { method: "POST", headers: all, body: encoded(fields) };
      return take(await askServer(port, path, ask), path);
    },
    send: (path, fields = {}) => browser.post(path, { ...fields, _token: tokenIn(page) }),
    follow: async (answer) => {
      let last = answer;
      for (let hops = 0; last.status === 303 && hops < 20; hops += 1) {
        last = await browser.get(String(last.headers.location));
      }
      return last;
    },
  };
  return browser;
}

export interface SetupHarness {
  readonly port: number;
  readonly setup: FakeSetup;
  readonly clock: ManualClock;
  /** Codes as they were printed. */
  readonly codes: string[];
  running: ReturnType<SetupUiDeps["running"]>;
  browser(): PlainBrowser;
  /** A browser that has come in with the code, on the first page. */
  enter(): Promise<PlainBrowser>;
  close(): Promise<void>;
}

const nobody: KnownServers = {
  stash: { address: "", secret: null },
  plex: { address: "", secret: null },
};

/** The pages of the set-up over a fake of what they do, on a real port. */
export async function startSetupHarness(
  changes: Partial<SetupUiDeps> & { readonly plexTvUrl?: string } = {},
): Promise<SetupHarness> {
  const setup = createFakeSetup();
  const clock = createManualClock(Date.UTC(2026, 0, 2));
  const codes: string[] = [];
  const { plexTvUrl, ...others } = changes;
  const secrets = createSecretKeeper([]);
  const ui = createSetupUi({
    setup,
    pins: () =>
      createPlexTvPins({
        url: plexTvUrl ?? "http://127.0.0.1:1",
        clientIdentifier: "test",
        product: "Stash2Plex",
        clock,
      }),
    clock,
    secrets,
    own: () => ({ publicUrl: null, providerSecret: "canary-provider-secret", inContainer: false }),
    known: () => nobody,
    version: "1.2.3",
    byHand: { file: "/config/stash2plex.yaml", image: true },
    randomBytes,
    pick: (below) => codes.length % below,
    printCode: (code) => void codes.push(code),
    running: () => harness.running,
    ...others,
  });
  const app = buildTroubleApp({
    shown: { setup: ui.routes },
    problems: ["STASH_URL is not set."],
    logger: silentLogger,
  });
  const server = createServer(app);
  const port = await listen(server);
  const harness: SetupHarness = {
    port,
    setup,
    clock,
    codes,
    running: null,
    browser: () => plainBrowser(port),
    enter: async () => {
      const browser = plainBrowser(port);
      await browser.get("/ui/setup");
      await browser.follow(await browser.send("/ui/setup/code", { code: codes.at(-1) ?? "" }));
      return browser;
    },
    close: async () => {
      await ui.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return harness;
}
