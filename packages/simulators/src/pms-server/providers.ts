import { createExchangeLog, type ExchangeLog } from "../fake-pms/exchange-log.ts";
import { createProviderConnection } from "../fake-pms/provider-connection.ts";
import { registerProvider, type RegisteredProvider } from "../fake-pms/registered-provider.ts";
import { Refusal } from "./answer.ts";
import type { PmsServerOptions } from "./options.ts";
import type { PmsState, ServerSection } from "./state.ts";

export interface ProviderEntry {
  readonly id: number;
  readonly uri: string;
  readonly provider: RegisteredProvider;
}

/** An agent: the ordered list of providers that a section may use. */
export interface GroupEntry {
  readonly id: number;
  readonly title: string;
  readonly primaryIdentifier: string;
  /** Ids of its providers, the primary first. */
  readonly members: readonly number[];
}

/** Registered providers and their groups (docs/reference/plex-contract.md, section 10). */
export interface Providers {
  readonly entries: Map<number, ProviderEntry>;
  readonly groups: Map<number, GroupEntry>;
  readonly log: ExchangeLog;
  add(uri: string): Promise<ProviderEntry>;
  /** Reads the root again, at a new address if one is given. */
  update(id: number, uri: string): Promise<ProviderEntry>;
  remove(id: number): void;
  addGroup(title: string, primaryIdentifier: string): GroupEntry;
  /** The provider that a section's new items are matched by. */
  ofSection(section: ServerSection): RegisteredProvider | null;
  /** The provider that an item's guid belongs to. */
  ofGuid(guid: string): RegisteredProvider | null;
  byIdentifier(identifier: string): RegisteredProvider | null;
}

const PROVIDER_TIMEOUT_MS = 90_000;
/** 1 and 2 are the groups of Plex's own agents (section 10). */
const FIRST_GROUP = 3;

export function createProviders(
  state: PmsState,
  options: PmsServerOptions,
  signal: AbortSignal,
): Providers {
  const entries = new Map<number, ProviderEntry>();
  const groups = new Map<number, GroupEntry>();
  const log = createExchangeLog(10_000);
  const context = {
    connection: createProviderConnection({ timeoutMs: PROVIDER_TIMEOUT_MS, clock: state.clock }),
    log,
    readings: state.readings,
    language: options.language ?? "en-US",
    country: options.country ?? "US",
    onViolations: (sentences: readonly string[]) => void state.violations.push(...sentences),
    signal,
  };

  const read = async (uri: string): Promise<RegisteredProvider> => {
    try {
      return await registerProvider(uri, context);
    } catch (error) {
      throw new Refusal(400, error instanceof Error ? error.message : "no provider answers");
    }
  };
  const byIdentifier = (identifier: string): RegisteredProvider | null =>
    [...entries.values()].find(({ provider }) => provider.identifier === identifier)?.provider ??
    null;

  return {
    entries,
    groups,
    log,
    byIdentifier,
    async add(uri) {
      const provider = await read(uri);
      if (byIdentifier(provider.identifier) !== null) {
        throw new Refusal(409, `${provider.identifier} is registered already`);
      }
      const entry = { id: Math.max(0, ...entries.keys()) + 1, uri, provider };
      entries.set(entry.id, entry);
      return entry;
    },
    async update(id, uri) {
      if (!entries.has(id)) throw new Refusal(404, `there is no provider ${id}`);
      const entry = { id, uri, provider: await read(uri) };
      entries.set(id, entry);
      return entry;
    },
    remove(id) {
      if (!entries.has(id)) throw new Refusal(404, `there is no provider ${id}`);
      if ([...groups.values()].some(({ members }) => members.includes(id))) {
        throw new Refusal(403, "the provider is in use by an agent");
      }
      entries.delete(id);
    },
    addGroup(title, primaryIdentifier) {
      const primary = [...entries.values()].find(
        ({ provider }) => provider.identifier === primaryIdentifier,
      );
      if (primary === undefined)
        throw new Refusal(400, `there is no provider ${primaryIdentifier}`);
      const id = Math.max(FIRST_GROUP - 1, ...groups.keys()) + 1;
      const group = { id, title, primaryIdentifier, members: [primary.id] };
      groups.set(id, group);
      return group;
    },
    ofSection({ providerGroupId, agent }) {
      const group = groups.get(providerGroupId ?? 0);
      return byIdentifier(group?.primaryIdentifier ?? agent);
    },
    ofGuid: (guid) => byIdentifier(guid.split("://")[0] ?? ""),
  };
}
