import type { RelatedKind, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import { relatedPageSize, type RelatedIntake } from "./related-intake.ts";
import { relatedKinds } from "./related-tables.ts";
import type { SceneIntake } from "./scene-intake.ts";

interface Comparison {
  readonly missing: readonly StashId[];
  readonly changed: boolean;
}

/**
 * Finds performers, tags, studios and groups that Stash merged or deleted, which moves nothing on the scenes that had
 * them (docs/reference/stash.md, fact 6): those scenes are read again, then the object is forgotten.
 */
export const passRelated = async (
  { api, writer, signal, pause }: MirrorContext,
  intake: SceneIntake,
  related: RelatedIntake,
): Promise<void> => {
  const compare = async (kind: RelatedKind): Promise<Comparison> => {
    const known = writer.related.ids(kind);
    const present = new Set<StashId>();
    let changed = false;
    for (let page = 1; ; page += 1) {
      const stamps = await api.relatedStampPage(kind, { page, perPage: relatedPageSize, signal });
      for (const { id, updatedAt } of stamps) {
        present.add(id);
        changed ||= writer.related.stamp(kind, id) !== updatedAt;
      }
      if (stamps.length < relatedPageSize) break;
      await pause();
    }
    return { missing: known.filter((id) => !present.has(id)), changed };
  };
  for (const kind of relatedKinds) {
    const { missing, changed } = await compare(kind);
    // What pointed to a vanished object (children, tags of performers) moved no stamp either.
    if (changed || missing.length > 0) await related.readAll(kind);
    if (missing.length === 0) continue;
    if (kind === "tag") await related.readAll("performer");
    await intake.readAgain(missing.flatMap((id) => writer.related.scenesWith(kind, id)));
    writer.removeRelated(kind, missing);
  }
};
