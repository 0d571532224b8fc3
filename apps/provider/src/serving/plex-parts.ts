import { addressedPicture } from "../artwork/picture-version.ts";
import { createRequestIds } from "../logging/request-id.ts";
import { pictureKeyOf } from "../picture-url.ts";
import type { PlexRouterDeps } from "../plex-routes/plex-router.ts";
import { createRenderedItems } from "../plex-routes/rendered-items.ts";
import type { CommonParts } from "./parts-input.ts";

/** What answers Plex. */
export function plexDeps(common: CommonParts): PlexRouterDeps {
  const { settings, serve, live, journal, metrics, matcher, scenes, sync } = common;
  return {
    title: settings.providerTitle,
    version: serve.version,
    providerSecret: settings.providerSecret,
    publicUrl: settings.publicUrl,
    logger: serve.logger,
    nextRequestId: createRequestIds(),
    elapsed: () => performance.now(),
    onAnswered: (answered) => {
      journal.record(answered);
      metrics.observe(answered);
    },
    settings: () => live.routes(),
    matcher,
    scenes,
    items: createRenderedItems({
      settings: () => live.routes(),
      version: () => scenes.version(),
      pictureKey: pictureKeyOf(settings),
      addressed: (picture) => addressedPicture(picture, settings.posterMode),
      ...(sync !== null && { served: (sceneId, digest) => sync.served(sceneId, digest) }),
    }),
  };
}
