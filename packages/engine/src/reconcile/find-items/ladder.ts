import type { SceneViewDeps } from "../scene-view.ts";
import type { DecidePartDeps } from "./decide-part.ts";

/** What the ladder decides with. `ADULT` is a rule for requests of Plex: items that are there are looked at in any case. */
export const ladderOf = ({
  mirror,
  rules,
  matchSettings,
}: Pick<SceneViewDeps, "mirror" | "rules" | "matchSettings">): DecidePartDeps => ({
  index: mirror.reader.index,
  rules: rules(),
  settings: { ...matchSettings(), adult: "always" },
});
