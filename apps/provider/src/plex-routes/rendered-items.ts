import {
  desiredItem,
  digestOf,
  type ItemSettings,
  matchItem,
  type PictureRef,
  renderImages,
  renderMatch,
  renderMetadata,
} from "@stash2plex/shared/item";
import { containerOf } from "@stash2plex/shared/plex";
import type { SceneDetail, StashId } from "@stash2plex/shared/stash";
import { LRUCache } from "lru-cache";

import { type PictureKey, picturePath } from "../picture-url.ts";
import type { RouteSettings } from "./ports.ts";

export type Rendering = "metadata" | "match" | "images";

/** Called with the digest of an item that is rendered as metadata. */
type ServedListener = (sceneId: StashId, digest: string) => void;

const one = { offset: 0, size: 1, total: 1 };

function render(
  rendering: Rendering,
  detail: SceneDetail,
  settings: ItemSettings,
  pictureUrl: (picture: PictureRef) => string,
  served: ServedListener | undefined,
): object {
  const { identifier } = settings;
  switch (rendering) {
    case "metadata": {
      const item = desiredItem(detail, settings);
      served?.(item.sceneId, digestOf(item));
      return containerOf(identifier, one, { Metadata: [renderMetadata(item, pictureUrl)] });
    }
    case "match":
      return containerOf(identifier, one, {
        Metadata: [renderMatch(matchItem(detail, settings), pictureUrl)],
      });
    case "images": {
      const images = renderImages(desiredItem(detail, settings), pictureUrl);
      const page = { offset: 0, size: images.length, total: images.length };
      return containerOf(identifier, page, { Image: images });
    }
  }
}

export interface RenderedItems {
  /** The answer as it was rendered before, if nothing has changed since. */
  cached(rendering: Rendering, id: StashId, base: string): string | undefined;
  /** Renders the answer and keeps it. */
  render(rendering: Rendering, detail: SceneDetail, base: string): string;
  /** A manual result with a score of its own; not kept. */
  renderCandidate(detail: SceneDetail, base: string, score: number): object;
}

/** Bytes of rendered answers that are kept; one is about 2 KB. */
const KEPT_BYTES = 16 * 1_048_576;

/**
 * Renders items for Plex. A finished answer depends on the mirror, the settings and the address of the caller, and is
 * kept as long as the first two stay the same: a refresh of a library asks for each item several times.
 */
export function createRenderedItems(deps: {
  readonly settings: () => RouteSettings;
  readonly version: () => number;
  readonly pictureKey: PictureKey;
  /** The picture as its address names it; left out: as it is. */
  readonly addressed?: (picture: PictureRef) => PictureRef;
  /** Not called for answers that were kept: they say the same. */
  readonly served?: ServedListener;
}): RenderedItems {
  const kept = new LRUCache<string, string>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (text, key) => text.length + key.length + 100,
  });
  let keptVersion = Number.NaN;
  let keptSettings: RouteSettings | null = null;
  const forgetOutdated = (): void => {
    const version = deps.version();
    const settings = deps.settings();
    if (version === keptVersion && settings === keptSettings) return;
    kept.clear();
    keptVersion = version;
    keptSettings = settings;
  };
  const keyOf = (rendering: Rendering, id: StashId, base: string): string =>
    `${rendering} ${id} ${base}`;
  const { addressed = (picture: PictureRef) => picture } = deps;
  const urlsAt =
    (base: string) =>
    (picture: PictureRef): string =>
      base + picturePath(addressed(picture), deps.pictureKey);
  return {
    cached: (rendering, id, base) => {
      forgetOutdated();
      return kept.get(keyOf(rendering, id, base));
    },
    render: (rendering, detail, base) => {
      const { item } = deps.settings();
      const text = JSON.stringify(render(rendering, detail, item, urlsAt(base), deps.served));
      kept.set(keyOf(rendering, detail.scene.id, base), text);
      return text;
    },
    renderCandidate: (detail, base, score) =>
      renderMatch(matchItem(detail, deps.settings().item), urlsAt(base), score),
  };
}
