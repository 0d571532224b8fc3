import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Exchange } from "../fake-pms/exchange-log.ts";
import { artworkRoutes } from "./artwork-routes.ts";
import { type ByHand, createByHand } from "./by-hand.ts";
import { collectionRoutes } from "./collection-routes.ts";
import { createCollections } from "./collections.ts";
import type { RouteContext } from "./context.ts";
import { createPmsFaults, type PmsFaults } from "./faults.ts";
import { itemRoutes } from "./item-routes.ts";
import { createItemJobs } from "./jobs.ts";
import { attachNotifications } from "./notification-sockets.ts";
import type { PmsServerOptions, SectionOption } from "./options.ts";
import { providerRoutes } from "./provider-routes.ts";
import { createProviders, type GroupEntry } from "./providers.ts";
import { createRequestHandler } from "./request-handler.ts";
import { createRequestLog, type PmsWrite } from "./request-log.ts";
import { createScans } from "./scan.ts";
import { sectionRoutes } from "./section-routes.ts";
import { upkeepRoutes } from "./section-upkeep-routes.ts";
import { addScannedSection } from "./sections.ts";
import type { ServerItem } from "./server-item.ts";
import { serverRoutes } from "./server-routes.ts";
import { createState, type ServerSection } from "./state.ts";
import { userStateRoutes } from "./user-state-routes.ts";

/** A Plex Media Server that runs, and what tests do to it and see of it. */
export interface PmsServer extends ByHand {
  readonly url: string;
  readonly token: string;
  readonly faults: PmsFaults;
  items(sectionKey?: string): readonly ServerItem[];
  /** @throws Error when there is no such item */
  item(id: number): ServerItem;
  /** The item whose first file this is, by absolute path or by what it ends with. */
  itemOfFile(path: string): ServerItem;
  sections(): readonly ServerSection[];
  addSection(section: SectionOption): ServerSection;
  /** "Add Provider" and "Add Agent", and gives these sections to the agent. */
  useProvider(uri: string, sectionKeys: readonly string[]): Promise<GroupEntry>;
  /** As the request of that name. */
  scan(sectionKey: string, folder?: string): Promise<void>;
  refresh(id: number): Promise<void>;
  emptyTrash(sectionKey: string): void;
  /** Resolves when no refresh and no scan is running. */
  idle(): Promise<void>;
  /** Moves the server's own time forward, in milliseconds: what changes then is updated later. Timers keep the clock's. */
  tick(ms: number): void;
  /** From now on only this token is good. */
  changeToken(token: string): void;
  /** Breaches of the contract, by clients (unknown routes and parameters ...) and by providers, as sentences. */
  violations(): readonly string[];
  /** Requests that change something, in order. */
  writes(): readonly PmsWrite[];
  /** How often each route was asked, by names such as `GET /library/metadata/{ids}`. */
  requests(): ReadonlyMap<string, number>;
  resetRequests(): void;
  /** What was asked of providers. */
  exchanges(): readonly Exchange[];
  /** How many notification sockets are open. */
  listeners(): number;
  /** Sends this NotificationContainer, or this text, to all listeners. */
  notify(message: object | string): void;
  /** So many messages that mean nothing. */
  noise(times: number): void;
  dropListeners(): void;
  /** Connections are refused until `resume`; sockets end. */
  pause(): Promise<void>;
  /** Listens again on the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

const MACHINE = "0123456789abcdef0123456789abcdef01234567";
/** Node's own limit would answer before the server's. */
const MAX_HEADER_BYTES = 1_048_576;

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function createContext(options: PmsServerOptions, signal: AbortSignal): RouteContext {
  const state = createState(options);
  const providers = createProviders(state, options, signal);
  const deps = { state, providers, signal };
  const jobs = createItemJobs(deps);
  const about = {
    machineIdentifier: options.machineIdentifier ?? MACHINE,
    version: options.version ?? "1.43.4.10903-000000000",
  };
  const collections = createCollections(state);
  return { state, providers, jobs, scans: createScans(deps, jobs), collections, about };
}

/**
 * A Plex Media Server as far as a client of its interface can tell: docs/reference/plex-contract.md, sections 8, 10, 11
 * and 13. Each file is an item of its own, and of a group of providers only the primary is asked.
 */
export async function startPmsServer(options: PmsServerOptions = {}): Promise<PmsServer> {
  const { host = "127.0.0.1" } = options;
  const stopped = new AbortController();
  const context = createContext(options, stopped.signal);
  const { state, providers, jobs, scans } = context;
  for (const section of options.sections ?? []) addScannedSection(state, section);
  const faults = createPmsFaults();
  const log = createRequestLog();
  let token = options.token ?? "owner-token";
  const isToken = (given: string | null): boolean => given === token;
  const routes = [
    ...serverRoutes(context),
    ...sectionRoutes(context),
    ...upkeepRoutes(context),
    ...artworkRoutes(context),
    ...itemRoutes(context),
    ...collectionRoutes(context),
    ...providerRoutes(context),
    ...userStateRoutes(context),
  ];
  const { signal } = stopped;
  const handle = createRequestHandler({ state, providers, signal, routes, faults, log, isToken });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const sockets = attachNotifications(server, state.notices, {
    isToken,
    missingRoutes: state.readings.missingRoutes,
    refusal: () => refusals[faults.take("GET /:/websockets/notifications")?.kind ?? ""] ?? null,
    onViolation: (sentence) => void state.violations.push(sentence),
  });
  const port = await listen(server, options.port ?? 0, host);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      sockets.drop();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const idle = (): Promise<void> => scans.idle();
  const find = (test: (item: ServerItem) => boolean, what: string): ServerItem => {
    const item = [...state.items.values()].find(test);
    if (item === undefined) throw new Error(`The fake Plex has no item ${what}.`);
    return item;
  };

  return {
    ...createByHand(context),
    url: `http://${host}:${port}`,
    get token() {
      return token;
    },
    faults,
    items: (key) =>
      [...state.items.values()].filter((item) => key === undefined || item.sectionKey === key),
    item: (id) => find((item) => item.id === id, String(id)),
    itemOfFile: (path) =>
      find((item) => item.parts.some(({ file }) => file.endsWith(path)), `of the file ${path}`),
    sections: () => [...state.sections.values()],
    addSection: (section) => addScannedSection(state, section),
    async useProvider(uri, sectionKeys) {
      const { provider } = await providers.add(uri);
      const { identifier, title } = provider;
      const group = providers.addGroup(title, identifier);
      for (const key of sectionKeys) {
        const section = state.sections.get(key);
        if (section === undefined) throw new Error(`The fake Plex has no section ${key}.`);
        state.sections.set(key, { ...section, agent: identifier, providerGroupId: group.id });
      }
      return group;
    },
    scan(sectionKey, folder) {
      scans.start(sectionKey, folder ?? null, false);
      return idle();
    },
    refresh: (id) => jobs.refresh(id),
    emptyTrash: (sectionKey) => scans.emptyTrash(sectionKey),
    idle,
    tick: (ms) => state.tick(ms),
    changeToken(next) {
      token = next;
    },
    violations: () => [...state.violations],
    writes: () => [...log.writes],
    requests: () => new Map(log.counts),
    resetRequests: () => log.clear(),
    exchanges: () => providers.log.exchanges(),
    listeners: () => sockets.count,
    notify: (message) => state.notices.send(message),
    noise: (times) => state.notices.noise(times),
    dropListeners: () => sockets.drop(),
    pause: stop,
    async resume() {
      await listen(server, port, host);
    },
    async close() {
      stopped.abort(new Error("The fake PMS was stopped."));
      sockets.close();
      if (server.listening) await stop();
      await idle();
    },
  };
}

const refusals: Readonly<Partial<Record<string, string>>> = {
  unauthorized: "401 Unauthorized",
  starting: "503 Service Unavailable",
  busy: "503 Service Unavailable",
  "bad-gateway": "502 Bad Gateway",
  error: "500 Internal Server Error",
};
