import type { PictureRef } from "@stash2plex/shared/item";

import type { ArtworkAnswer, ServedScene } from "../reconcile/index.ts";
import type { SyncStatus } from "./engine.ts";
import type { SyncSettings } from "./sync-options.ts";

/** How Plex is reached; plain values. */
export interface PlexConnection {
  readonly url: string;
  readonly token: string;
  /** One identity for ever: another one makes Plex announce a new device (docs/reference/stash2plex-v1.md, B44). */
  readonly clientIdentifier: string;
  readonly version: string;
}

/** What the thread that writes is started with, beside what the Stash mirror needs. */
export interface SyncThreadData {
  /** Null: Plex is not known, it only asks. */
  readonly plex: PlexConnection | null;
  /** Why nothing may be written to Plex, as a sentence with the remedy; null: it may. */
  readonly offReason: string | null;
  readonly settings: SyncSettings;
  readonly workerId: string;
  readonly lockFile: string;
  readonly doorbell: boolean;
  readonly plexFollowIntervalMs: number;
  /** Version of the picture pipeline of the main thread, which makes the bytes. */
  readonly pipeline: string;
  /** Base of addresses of pictures that PMS can fetch, or null. */
  readonly pictureBase: string | null;
}

export type PictureMessage =
  | { readonly kind: "picture"; readonly ask: number; readonly answer: ArtworkAnswer }
  | { readonly kind: "no-picture"; readonly ask: number; readonly reason: string };

/** From the main thread. */
export type MessageToSync =
  | { readonly kind: "settings"; readonly settings: SyncSettings }
  | { readonly kind: "served"; readonly scenes: readonly ServedScene[] }
  | PictureMessage;

/** To the main thread. */
export type MessageFromSync =
  | { readonly kind: "status"; readonly status: SyncStatus }
  | { readonly kind: "ask-picture"; readonly ask: number; readonly picture: PictureRef };
