import { emptyContainer, pagingOf, sceneIdOfRatingKey } from "@stash2plex/shared/plex";

import { answer, type PlexAnswer, problem } from "./plex-answer.ts";
import type { PlexCall } from "./plex-route.ts";
import type { RouteSettings, SceneReader } from "./ports.ts";
import type { RenderedItems } from "./rendered-items.ts";

export interface MetadataRouteDeps {
  readonly scenes: SceneReader;
  readonly items: RenderedItems;
  readonly settings: () => RouteSettings;
}

const unknownKey = (ratingKey: string): PlexAnswer =>
  problem(404, "gone", `No scene has the rating key ${ratingKey.slice(0, 80)}.`);

/** GET {root}/library/metadata/{ratingKey} and its /images. */
export function createMetadataRoute(
  rendering: "metadata" | "images",
  deps: MetadataRouteDeps,
): (call: PlexCall) => PlexAnswer | Promise<PlexAnswer> {
  const live = async (id: number, call: PlexCall): Promise<PlexAnswer> => {
    const found = await deps.scenes.scene(id, call.signal());
    const details = { sceneId: id, ...call.locale() };
    if (found.kind === "unavailable") return problem(503, "unavailable", found.problem, details);
    if (found.kind === "gone") return { ...unknownKey(call.ratingKey()), details };
    return answer("served", deps.items.render(rendering, found.detail, call.base()), details);
  };
  return (call) => {
    const id = sceneIdOfRatingKey(call.ratingKey());
    if (id === null) return unknownKey(call.ratingKey());
    const cached = deps.scenes.isFresh()
      ? deps.items.cached(rendering, id, call.base())
      : undefined;
    return cached === undefined
      ? live(id, call)
      : answer("served", cached, { sceneId: id, ...call.locale() });
  };
}

/**
 * GET .../children, /grandchildren, /extras: a movie has none. Extras must be an empty 200: a 404 makes PMS drop the
 * extras it holds (docs/reference/plex-contract.md, fact 17).
 */
export function createEmptyListRoute(
  settings: () => RouteSettings,
): (call: PlexCall) => PlexAnswer {
  return (call) => {
    const id = sceneIdOfRatingKey(call.ratingKey());
    if (id === null) return unknownKey(call.ratingKey());
    const { start } = pagingOf(call.request.headers, call.query());
    return answer("empty", emptyContainer(settings().item.identifier, start), { sceneId: id });
  };
}
