import { PmsError, type PmsProviderGroup, type PmsSection } from "@stash2plex/shared/pms";

import { inTransaction } from "../store/transaction.ts";
import type { PlexContext } from "./plex-context.ts";
import { dropSection } from "./read-items.ts";
import { needsGroups, unknownNames, watchedKeys } from "./watched-sections.ts";

export interface SyncedSections {
  /** All that the server has now. */
  readonly all: readonly PmsSection[];
  readonly watched: readonly PmsSection[];
}

/** Brings the sections up to date. */
export type SectionSync = () => Promise<SyncedSections>;

/** Ids of another server mean other items: whatever is known about the old ones must not meet the new ones. */
const checkServer = (context: PlexContext, machineIdentifier: string): void => {
  const { db, meta, items, sections, logger } = context;
  if (machineIdentifier === "") return;
  const known = meta.get("machineIdentifier");
  if (known === machineIdentifier) return;
  inTransaction(db, () => {
    if (known !== null) {
      logger.warn("PLEX_URL leads to another Plex server than before: its library is copied anew");
      items.clear();
      sections.clear();
      for (const key of ["lastFullPass", "freshAsOf", "doubted"] as const) meta.remove(key);
      db.exec("DELETE FROM pushed; DELETE FROM uploads; DELETE FROM served");
    }
    meta.set("machineIdentifier", machineIdentifier);
  });
};

/** Items of sections that are not watched, and of keys that another section took over, are not kept. */
const dropForeign = async (
  context: PlexContext,
  all: readonly PmsSection[],
  watched: ReadonlySet<string>,
): Promise<void> => {
  const uuids = new Map(all.map(({ key, uuid }) => [key, uuid]));
  for (const { key, uuid } of context.sections.all()) {
    const now = uuids.get(key);
    if (now !== undefined && (now !== uuid || !watched.has(key))) await dropSection(context, key);
  }
};

/** Servers that know no custom providers have no groups either. */
const groupsOf = async ({ pms, signal }: PlexContext): Promise<readonly PmsProviderGroup[]> => {
  try {
    return await pms.providerGroups({ signal });
  } catch (error) {
    if (error instanceof PmsError && error.class === "not-found") return [];
    throw error;
  }
};

export const createSectionSync = (context: PlexContext): SectionSync => {
  const { pms, signal, chosen, identifier, sections, logger, status } = context;
  let warnedOf = "";
  const warnOfUnknown = (all: readonly PmsSection[], names: readonly string[]): void => {
    const unknown = unknownNames(all, names).join(", ");
    if (unknown !== warnedOf && unknown !== "") {
      const titles = all.filter(({ type }) => type === "movie").map(({ title }) => title);
      logger.warn(
        `PLEX_SECTIONS names ${unknown}, but Plex has no such movie library. It has: ${titles.join(", ")}`,
      );
    }
    warnedOf = unknown;
  };
  return async () => {
    const { machineIdentifier, version } = await pms.identity({ signal });
    checkServer(context, machineIdentifier);
    const all = await pms.sections({ signal });
    status.reached(version);
    const names = chosen();
    warnOfUnknown(all, names);
    const asksGroups = needsGroups(all, { chosen: names, identifier });
    const groups = asksGroups ? await groupsOf(context) : [];
    const watched = watchedKeys(all, { chosen: names, identifier, groups });
    await dropForeign(context, all, watched);
    sections.put(all, watched);
    return { all, watched: all.filter(({ key }) => watched.has(key)) };
  };
};
