import type { MirroredItem, MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import { ownershipOf } from "../plan/ownership.ts";
import type { SceneSettings } from "../scene-view.ts";

/** No scene has this id. */
const nobody = 0;

/** Whether a setting says to leave an item alone, whatever scene it is of. */
export const isLeftAlone = (
  { guid }: MirroredItem,
  section: MirroredSection,
  settings: Pick<SceneSettings, "policy" | "isOurSection">,
): boolean => {
  const { identifier, otherAgent } = settings.policy();
  if (otherAgent !== "leave") return false;
  const ownership = ownershipOf(identifier, guid, nobody);
  return (
    ownership === "other-agent" || (ownership === "unmatched" && !settings.isOurSection(section))
  );
};
