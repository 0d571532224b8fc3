import { randomUUID } from "node:crypto";

import { isScannedFile, scannerTitle } from "../fake-pms/scanner-title.ts";
import type { FileOption, SectionOption } from "./options.ts";
import { newServerItem, type ServerItem } from "./server-item.ts";
import type { FileFacts, PmsState, ServerSection } from "./state.ts";

const usualFacts: FileFacts = { size: 1_000_000, duration: 60_000 };

const isBelow = (folder: string, path: string): boolean => {
  const base = folder.replace(/[\\/]$/, "");
  return path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}\\`);
};

/** The location of a section that a path lies in. */
export function locationOf(section: ServerSection, path: string): string | null {
  return section.locations.find((location) => isBelow(location.path, path))?.path ?? null;
}

/** Makes the item of a new file. */
export function addItem(
  state: PmsState,
  section: ServerSection,
  path: string,
  wishes: Pick<FileOption, "guid" | "title"> = {},
): ServerItem {
  const folder = locationOf(section, path) ?? "";
  const facts = state.disk.get(path) ?? usualFacts;
  const file = path.slice(folder.length).replaceAll("\\", "/").replace(/^\//, "");
  const scanned = scannerTitle(file);
  const item = newServerItem({
    id: state.nextId(),
    sectionKey: section.key,
    folder,
    file,
    scanned: wishes.title === undefined ? scanned : { ...scanned, title: wishes.title },
    part: { id: state.nextId(), file: path, ...facts },
    now: state.now(),
    ...(wishes.guid !== undefined && { guid: wishes.guid }),
  });
  state.items.set(item.id, item);
  return item;
}

export interface NewSection {
  readonly title: string;
  readonly locations: readonly string[];
  readonly type?: ServerSection["type"];
  readonly agent?: string;
  readonly language?: string;
  readonly providerGroupId?: number | null;
}

export function addSection(state: PmsState, wishes: NewSection): ServerSection {
  const { type = "movie", language = "en-US", providerGroupId = null } = wishes;
  const taken = Math.max(0, ...[...state.sections.keys()].map(Number));
  const section: ServerSection = {
    key: String(taken + 1),
    uuid: randomUUID(),
    title: wishes.title,
    type,
    agent: wishes.agent ?? `tv.plex.agents.${type === "movie" ? "movie" : "series"}`,
    scanner: type === "movie" ? "Plex Movie" : "Plex TV Series",
    language,
    locations: wishes.locations.map((path) => ({ id: state.nextId(), path })),
    providerGroupId,
    prefs: {},
    createdAt: state.now(),
    updatedAt: state.now(),
    scannedAt: state.now(),
    refreshing: false,
  };
  state.sections.set(section.key, section);
  return section;
}

function addGenerated(state: PmsState, section: ServerSection, wishes: SectionOption): void {
  const folder = wishes.locations[0] ?? "/data";
  for (let index = 0; index < (wishes.generated ?? 0); index += 1) {
    const path = `${folder}/${Math.floor(index / 500)}/Film ${index}.mp4`;
    const guid = wishes.generatedGuid?.(index);
    state.disk.set(path, { size: 1_000_000 + index, duration: 60_000 + index });
    addItem(state, section, path, { title: `Film ${index}`, ...(guid !== undefined && { guid }) });
  }
}

/** A library as it is when the server starts: everything is scanned, and no provider was asked. */
export function addScannedSection(state: PmsState, wishes: SectionOption): ServerSection {
  const section = addSection(state, wishes);
  const folder = wishes.locations[0] ?? "/data";
  for (const entry of wishes.files ?? []) {
    const option: FileOption = typeof entry === "string" ? { file: entry } : entry;
    const path = `${folder}/${option.file}`;
    state.disk.set(path, {
      size: option.size ?? usualFacts.size,
      duration: option.duration ?? usualFacts.duration,
    });
    if (isScannedFile(option.file)) addItem(state, section, path, option);
  }
  addGenerated(state, section, wishes);
  return section;
}

/** Paths on the disk that the scanner of this section takes in, below `folder` if one is given. */
export function scannedPaths(
  state: PmsState,
  section: ServerSection,
  folder: string | null,
): readonly string[] {
  return [...state.disk.keys()].filter((path) => {
    const location = locationOf(section, path);
    if (location === null || (folder !== null && !isBelow(folder, path))) return false;
    return isScannedFile(path.slice(location.length + 1).replaceAll("\\", "/"));
  });
}

/** Whether all files of an item lie below `folder`, or there is none. */
export const isWithin = (item: ServerItem, folder: string | null): boolean =>
  folder === null || item.parts.every(({ file }) => isBelow(folder, file));
