import { systemClock, type Clock } from "@stash2plex/shared/clock";

import { defaultReadings, type UncertainReadings } from "../fake-pms/fake-pms-options.ts";
import { CountedMap } from "./counted-map.ts";
import { createNotices, type Notices } from "./notices.ts";
import { pmsReadings, type PmsReadings, type PmsServerOptions } from "./options.ts";
import type { ServerItem } from "./server-item.ts";

/** A library. Never changed in place. */
export interface ServerSection {
  readonly key: string;
  readonly uuid: string;
  readonly title: string;
  readonly type: "movie" | "show";
  readonly agent: string;
  readonly scanner: string;
  readonly language: string;
  readonly locations: readonly { readonly id: number; readonly path: string }[];
  readonly providerGroupId: number | null;
  readonly prefs: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly scannedAt: number;
  readonly refreshing: boolean;
}

export interface FileFacts {
  readonly size: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** Everything that the server knows. */
export interface PmsState {
  readonly readings: PmsReadings & UncertainReadings;
  readonly clock: Clock;
  readonly items: CountedMap<number, ServerItem>;
  readonly sections: Map<string, ServerSection>;
  /** Files by absolute path. */
  readonly disk: Map<string, FileFacts>;
  /** Bytes of pictures by SHA-1. */
  readonly pictures: Map<string, Uint8Array>;
  readonly notices: Notices;
  readonly violations: string[];
  /** Names of fields that keep what they have whatever is written to them, by item. */
  readonly keptFields: Map<number, ReadonlySet<string>>;
  /** The present time as Plex writes it: epoch seconds. */
  now(): number;
  /** Moves the server's time forward; it starts with that of the clock. */
  tick(ms: number): void;
  /** Never given twice. */
  nextId(): number;
  /** The id of a tag, the same for the same name. */
  tagId(kind: string, tag: string): number;
  /** Keeps a new state of an item, and marks it as updated now. */
  put(item: ServerItem): ServerItem;
}

const FIRST_ID = 100;

export function createState(options: PmsServerOptions): PmsState {
  const clock = options.clock ?? systemClock;
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  const readings = { ...defaultReadings, ...pmsReadings, ...given };
  const items = new CountedMap<number, ServerItem>();
  const keptFields = new Map<number, ReadonlySet<string>>();
  const tagIds = new Map<string, number>();
  let ahead = 0;
  let lastId = FIRST_ID;
  const now = (): number => Math.floor((clock.now() + ahead) / 1_000);
  const nextId = (): number => (lastId += 1);
  return {
    readings,
    clock,
    items,
    sections: new Map(),
    disk: new Map(),
    pictures: new Map(),
    notices: createNotices(readings, now),
    violations: [],
    keptFields,
    now,
    tick(ms) {
      ahead += ms;
    },
    nextId,
    tagId(kind, tag) {
      const name = `${kind}\0${tag.toLowerCase()}`;
      const id = tagIds.get(name) ?? nextId();
      tagIds.set(name, id);
      return id;
    },
    put(item) {
      const before = items.get(item.id)?.fields ?? {};
      const kept = Object.fromEntries(
        [...(keptFields.get(item.id) ?? [])].map((name) => [name, before[name]]),
      );
      const updated = { ...item, fields: { ...item.fields, ...kept }, updatedAt: now() };
      items.set(item.id, updated);
      return updated;
    },
  };
}
