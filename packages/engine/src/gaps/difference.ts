import type { PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { GapKind, GapReason } from "./gap.ts";

/** A gap as a comparison finds it, before it is known whether it was there before. */
export interface Difference {
  readonly kind: GapKind;
  readonly reason: GapReason;
  /** What it is about; of each kind at most one gap is open for it. */
  readonly subject: string;
  readonly sceneId: StashId | null;
  readonly itemId: PmsItemId | null;
  readonly sectionKey: string | null;
  readonly stashPath: string | null;
  readonly plexPath: string | null;
  readonly title: string | null;
  /** What the explanation needs beside that, as text: see `explain-gap.ts`. */
  readonly details: string | null;
}

export const itemSubject = (itemId: PmsItemId): string => `item:${itemId}`;

/** @param path Folded. */
export const fileSubject = (path: string): string => `file:${path}`;

export const sceneSubject = (sceneId: StashId): string => `scene:${sceneId}`;

export const pairSubject = (sceneId: StashId, sectionKey: string): string =>
  `scene:${sceneId}:${sectionKey}`;

/** @param key `pathKey` of the name that Plex asked about. */
export const askedSubject = (key: string): string => `asked:${key}`;
