import { errorMessage } from "@stash2plex/shared/error-message";
import {
  sniffImage,
  type StashApi,
  type StashId,
  type StashPictures,
} from "@stash2plex/shared/stash";

import { planOf } from "../artwork/picture-plan.ts";
import { isPublicAddress } from "../settings/public-address.ts";
import type { Settings } from "../settings/settings.ts";
import { failure, type Finding, ok, unchecked, warning } from "./finding.ts";

export interface ArtworkToCheck {
  readonly api: Pick<StashApi, "scenePage">;
  readonly pictures: Pick<StashPictures, "picture">;
  readonly posterMode: Settings["posterMode"];
}

/** Scenes that are tried until one has a cover. */
const TRIED = 5;

async function posterOf(
  { pictures, posterMode }: ArtworkToCheck,
  id: StashId,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const { owner, recipe } = planOf("scene-poster", posterMode);
  const found = await pictures.picture(owner, id, { signal });
  if (found.kind === "absent") return null;
  // The image library takes 20 MB: it is loaded when the first picture is wanted.
  const { compose } = await import("../artwork/compose.ts");
  return compose(found.bytes, recipe);
}

/** Makes the poster of a scene, as for Plex. */
export async function checkArtwork(check: ArtworkToCheck, signal: AbortSignal): Promise<Finding> {
  const scenes = await check.api.scenePage({ afterId: 0, limit: TRIED, signal });
  for (const { id } of scenes) {
    try {
      const bytes = await posterOf(check, id, signal);
      if (bytes === null) continue;
      const type = sniffImage(bytes);
      if (type === "jpeg") {
        return ok("artwork", `The poster of scene ${id} was made: ${bytes.length} bytes of JPEG.`);
      }
      return failure("artwork", `The poster of scene ${id} is no JPEG.`, "Report this.");
    } catch (error) {
      return failure(
        "artwork",
        `The poster of scene ${id} could not be made: ${errorMessage(error)}`,
        "Look at the cover of this scene in Stash; generate or set it anew.",
      );
    }
  }
  return unchecked("artwork", "None of the first scenes of Stash has a cover.");
}

/** How pictures reach Plex with these settings, in words. */
export function judgeArtworkWay({ artwork, publicUrl }: Settings): Finding {
  const isPublic = publicUrl !== null && isPublicAddress(publicUrl);
  switch (artwork) {
    case "off":
      return ok("artwork.way", "ARTWORK is off: no picture is uploaded to Plex.");
    case "always":
      return ok("artwork.way", "ARTWORK is always: every picture is uploaded to Plex.");
    case "link":
      return isPublic
        ? ok("artwork.way", "ARTWORK is link: Plex fetches pictures from PUBLIC_URL.")
        : warning(
            "artwork.way",
            "ARTWORK is link, but Plex fetches pictures from public addresses only, and PUBLIC_URL is none.",
            "Set ARTWORK to auto, so that pictures are uploaded, or PUBLIC_URL to an address that the internet reaches.",
          );
    default:
      return ok(
        "artwork.way",
        isPublic
          ? "Plex fetches pictures from PUBLIC_URL, a public address; what it does not take is uploaded."
          : "The address of this provider is a private one, from which Plex fetches no pictures: they are uploaded.",
      );
  }
}
