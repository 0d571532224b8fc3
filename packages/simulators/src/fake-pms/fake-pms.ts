import { systemClock } from "@stash2plex/shared/clock";
import type { PlexMetadata } from "@stash2plex/shared/plex";

import {
  createExchangeLog,
  type Exchange,
  type ExchangeLog,
  type RequestFigures,
} from "./exchange-log.ts";
import { defaultReadings, type FakePmsOptions } from "./fake-pms-options.ts";
import { createItemFlow } from "./item-flow.ts";
import { createItemLibrary } from "./item-library.ts";
import type { TypedSearch } from "./match-body.ts";
import { isMatched, unmatchedGuid, type PmsItem } from "./pms-item.ts";
import { createProviderConnection } from "./provider-connection.ts";
import {
  registerProvider,
  type ProviderContext,
  type RegisteredProvider,
} from "./registered-provider.ts";
import { runAll } from "./run-all.ts";

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** The item that was just finished. */
  readonly item: PmsItem;
}

export interface PmsReport {
  readonly items: number;
  readonly matched: number;
  readonly unmatched: number;
  /** Items whose last request ended in an error. */
  readonly failed: number;
  readonly requests: readonly RequestFigures[];
  readonly violations: readonly string[];
}

/** The answer broke the contract, and `throwOnViolation` is on. */
export class ContractViolation extends Error {
  override readonly name = "ContractViolation";
}

export interface FakePms {
  /** Adds the provider, or reads its root again. Rejects in words when that fails. */
  register(url: string): Promise<RegisteredProvider>;
  /** Looks for new and vanished files and asks the provider about the new ones. */
  scan(onProgress?: (progress: ScanProgress) => void): Promise<PmsReport>;
  /** "Refresh Metadata": by the stored guid only, never by another match (fact 16). */
  refresh(itemId: number): Promise<PmsItem>;
  /** What Fix Match lists, best first; without typed text the file name is asked about. */
  candidates(itemId: number, typed?: TypedSearch): Promise<readonly PlexMetadata[]>;
  /** Fix Match: takes the result with this guid, without one the first of the list. */
  fixMatch(itemId: number, typed?: TypedSearch, guid?: string): Promise<PmsItem>;
  unmatch(itemId: number): PmsItem;
  /** Opens the artwork picker: asks for the images and fetches each by HEAD and GET. */
  openArtwork(itemId: number): Promise<readonly Uint8Array[]>;
  /** Fetches one picture, as a client that shows a poster makes PMS do. */
  fetchPicture(url: string): Promise<Uint8Array | null>;
  /** A file appears in, or vanishes from, a base folder; the next scan sees it. */
  addFile(folder: string, file: string): void;
  removeFile(folder: string, file: string): void;
  items(): readonly PmsItem[];
  exchanges(): readonly Exchange[];
  /** Every breach of the contract so far, as sentences. */
  violations(): readonly string[];
  report(): PmsReport;
  /** Ends requests under way; a scan under way rejects. */
  stop(): void;
}

function reportOf(
  items: readonly PmsItem[],
  log: ExchangeLog,
  violations: readonly string[],
): PmsReport {
  const matched = items.filter(isMatched).length;
  return {
    items: items.length,
    matched,
    unmatched: items.length - matched,
    failed: items.filter((item) => item.problem !== null).length,
    requests: log.figures(),
    violations: [...violations],
  };
}

function contextOf(
  options: FakePmsOptions,
  signal: AbortSignal,
  violations: string[],
): ProviderContext {
  return {
    connection: createProviderConnection({
      timeoutMs: options.timeoutMs ?? 90_000,
      clock: options.clock ?? systemClock,
    }),
    log: createExchangeLog(options.keepExchanges ?? 10_000),
    readings: { ...defaultReadings, ...options },
    language: options.language ?? "en-US",
    country: options.country ?? "US",
    signal,
    onViolations(sentences) {
      violations.push(...sentences);
      const first = sentences[0];
      if (first !== undefined && options.throwOnViolation === true) {
        throw new ContractViolation(first);
      }
    },
  };
}

/**
 * A Plex server as far as a custom metadata provider sees it: libraries, scanner, matching, metadata, extras, pictures,
 * by the contract of docs/reference/plex-contract.md, sections 1-6. Every answer is checked against section 16. Several
 * files of one film are several items here: how PMS merges them is no concern of a provider.
 */
export function createFakePms(options: FakePmsOptions): FakePms {
  const library = createItemLibrary(options.sections);
  const violations: string[] = [];
  const stopped = new AbortController();
  const context = contextOf(options, stopped.signal, violations);
  let registered: RegisteredProvider | null = null;

  function provider(): RegisteredProvider {
    if (registered === null)
      throw new Error("No provider is registered: call register(url) first.");
    return registered;
  }

  const { readings, log, onViolations } = context;
  const flow = createItemFlow({ provider, library, readings, onViolations });
  const report = (): PmsReport => reportOf(library.items(), log, violations);

  return {
    async register(url) {
      registered = await registerProvider(url, context);
      return registered;
    },
    async scan(onProgress) {
      const found = library.scan();
      let done = 0;
      await runAll(found, readings.concurrency, async (item) => {
        const finished = await flow.matchNew(item);
        stopped.signal.throwIfAborted();
        done += 1;
        onProgress?.({ done, total: found.length, item: finished });
      });
      return report();
    },
    refresh: (itemId) => flow.refresh(library.item(itemId)),
    candidates: (itemId, typed) => flow.candidates(library.item(itemId), typed),
    async fixMatch(itemId, typed, guid) {
      const results = await flow.candidates(library.item(itemId), typed);
      const chosen = guid ?? results[0]?.guid;
      const isListed = results.some((result) => result.guid === chosen);
      const item = library.item(itemId);
      return chosen === undefined || !isListed ? item : flow.choose(item, chosen);
    },
    unmatch(itemId) {
      const guid = unmatchedGuid(itemId);
      return library.store({ ...library.item(itemId), guid, metadata: null, problem: null });
    },
    openArtwork: (itemId) => flow.openArtwork(library.item(itemId)),
    fetchPicture: (url) => provider().picture(url),
    addFile: (folder, file) => library.addFile(folder, file),
    removeFile: (folder, file) => library.removeFile(folder, file),
    items: () => library.items(),
    exchanges: () => log.exchanges(),
    violations: () => [...violations],
    report,
    stop() {
      stopped.abort(new Error("The fake PMS was stopped."));
    },
  };
}
