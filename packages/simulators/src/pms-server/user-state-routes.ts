import { Refusal } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { itemAt, type RouteContext, tellChanged } from "./context.ts";
import { command, type Route } from "./route-table.ts";
import { withFields } from "./server-item.ts";

/** Ratings and watch state (docs/reference/plex-contract.md, 11.6). */
export function userStateRoutes(context: RouteContext): Route[] {
  const { state } = context;
  const rate = (asked: Asked): void => {
    const rating = Number(asked.value("rating") ?? "none");
    // -1 clears it.
    if (!(rating === -1 || (rating >= 0 && rating <= 10))) throw new Refusal(400, "no such rating");
    const item = itemAt(context, asked.value("key") ?? undefined);
    const rated = withFields(item, { userRating: rating === -1 ? "" : String(rating) });
    tellChanged(context, state.put({ ...rated, lastRatedAt: state.now() }));
  };
  const watch = (isWatched: boolean) => (asked: Asked) => {
    const item = itemAt(context, asked.value("key") ?? undefined);
    // Watch state is no metadata: `updatedAt` stays.
    state.items.set(item.id, {
      ...item,
      viewCount: isWatched ? item.viewCount + 1 : 0,
      lastViewedAt: isWatched ? state.now() : null,
    });
  };
  const parameters = ["key", "identifier"];
  return [
    command("PUT /:/rate", rate, { parameters: [...parameters, "rating", "ratedAt"] }),
    ...["GET", "PUT"].flatMap((method) => [
      command(`${method} /:/scrobble`, watch(true), { parameters }),
      command(`${method} /:/unscrobble`, watch(false), { parameters }),
    ]),
  ];
}
