import { randomBytes } from "node:crypto";

import { createPlexMirrorReader } from "@stash2plex/engine/plex-mirror";
import { pictureVersion } from "@stash2plex/shared/item";
import { baseNameOf } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import type { JobBoard } from "../admin/job-board.ts";
import type { StatusSource } from "../admin/status-report.ts";
import type { SyncAccess } from "../admin/sync-access.ts";
import { addressedPicture } from "../artwork/picture-version.ts";
import { pictureKeyOf, picturePath } from "../picture-url.ts";
import { createLiveStream } from "../ui/live/live-stream.ts";
import type { SceneFace, ShownSettings, UiDeps } from "../ui/ui-deps.ts";
import type { CommonParts } from "./parts-input.ts";

type UiParts = Pick<
  UiDeps,
  | "gaps"
  | "sync"
  | "scene"
  | "sections"
  | "shownSettings"
  | "plexUrl"
  | "live"
  | "logger"
  | "randomBytes"
  | "clock"
>;

/** What is shown of a scene, from the mirror alone. Its picture is the small one that Stash has, by our own route. */
function sceneFaces({ settings, mirror, scenes }: CommonParts): (id: StashId) => SceneFace | null {
  const key = pictureKeyOf(settings);
  return (id) => {
    const detail = scenes.known(id);
    if (detail === null) return null;
    const { title, files } = detail.scene;
    const held = mirror.reader.pictureVersion("scene", id);
    const ref = held !== null && {
      kind: "scene-snapshot" as const,
      id,
      version: pictureVersion(held),
    };
    return {
      title: title === "" ? baseNameOf(files[0]?.path ?? `Scene ${id}`) : title,
      picture: ref === false ? null : picturePath(addressedPicture(ref, settings.posterMode), key),
    };
  };
}

/** Titles of the libraries that are compared; a database without any says none. */
function sectionTitles({ store }: CommonParts): () => readonly string[] {
  const reader = createPlexMirrorReader(store.openReader());
  return () =>
    reader
      .sections()
      .filter(({ watched }) => watched)
      .map(({ title }) => title);
}

function shownSettings({ serve, live }: CommonParts): () => ShownSettings {
  return () => ({
    settings: live.current(),
    sources: serve.reload?.().sources ?? new Map(),
  });
}

/** What the pages need beside what the API shows. */
export function uiParts(
  common: CommonParts,
  steered: { readonly source: StatusSource; readonly jobs: JobBoard; readonly sync: SyncAccess },
): UiParts {
  const { serve, gaps, journal, settings } = common;
  const { clock, logger } = serve;
  return {
    gaps,
    sync: steered.sync,
    scene: sceneFaces(common),
    sections: sectionTitles(common),
    shownSettings: shownSettings(common),
    plexUrl: settings.plexUrl,
    live: createLiveStream({ ...steered, gaps, journal, clock }),
    logger,
    randomBytes,
    clock,
  };
}
