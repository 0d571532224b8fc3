import type { PictureRef } from "@stash2plex/shared/item";
import { createPmsPictures, type PmsItemId } from "@stash2plex/shared/pms";
import { createStashPictures, sniffImage } from "@stash2plex/shared/stash";

import { planOf } from "../artwork/picture-plan.ts";
import { asked } from "./check-sides.ts";
import { plexConnection, settingsNow, stashConnection, withPlex } from "./connections.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { PlexChoice, StashChoice } from "./setup.ts";

/** Only what every browser shows, and nothing that holds a program. */
const asPicture = (bytes: Uint8Array): Uint8Array | null =>
  ["jpeg", "png"].includes(sniffImage(bytes) ?? "") ? bytes : null;

/** What an item shows in Plex now; null: nothing. */
export async function posterNow(
  choice: PlexChoice,
  itemId: PmsItemId,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const documents = await withPlex(choice, deps, (pms) => pms.items([itemId], asked(signal)));
  const thumb = documents.get(itemId)?.thumb ?? null;
  if (thumb === null) return null;
  const pictures = createPmsPictures({ ...plexConnection(choice, deps), clock: deps.clock });
  try {
    const bytes = await pictures.picture(thumb, asked(signal));
    return bytes === null ? null : asPicture(bytes);
  } finally {
    await pictures.close();
  }
}

/** What the poster would be, made as for Plex; null: Stash has none that can be read. */
export async function posterThen(
  choice: StashChoice,
  poster: PictureRef,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const { owner, recipe } = planOf(poster.kind, settingsNow(deps).settings.posterMode);
  const pictures = createStashPictures(stashConnection(choice, deps));
  try {
    const found = await pictures.picture(owner, poster.id, asked(signal));
    if (found.kind === "absent") return null;
    // The image library takes 20 MB: it is loaded when the first picture is wanted.
    const { compose, UnreadablePictureError } = await import("../artwork/compose.ts");
    return await compose(found.bytes, recipe).catch((error: unknown) => {
      if (error instanceof UnreadablePictureError) return null;
      throw error;
    });
  } finally {
    await pictures.close();
  }
}
