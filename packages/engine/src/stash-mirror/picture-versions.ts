import type { DatabaseSync } from "node:sqlite";

import type { PictureOwner, StashId } from "@stash2plex/shared/stash";

import { prepareQuery } from "../store/typed-query.ts";

const selects: Readonly<Record<PictureOwner, string>> = {
  scene: "SELECT cover_version AS version FROM scenes WHERE id = ?",
  performer: "SELECT image_version AS version FROM performers WHERE id = ?",
  studio: "SELECT image_version AS version FROM studios WHERE id = ?",
  group: "SELECT front_image_version AS version FROM stash_groups WHERE id = ?",
};

/** Reads which version of a picture the mirror holds; null: the object has none, or is not known. */
export const createPictureVersions = (
  db: DatabaseSync,
): ((owner: PictureOwner, id: StashId) => string | null) => {
  const query = (owner: PictureOwner) =>
    prepareQuery<{ version: string | null }, [StashId]>(db, selects[owner]);
  const queries = {
    scene: query("scene"),
    performer: query("performer"),
    studio: query("studio"),
    group: query("group"),
  };
  return (owner, id) => queries[owner].get(id)?.version ?? null;
};
