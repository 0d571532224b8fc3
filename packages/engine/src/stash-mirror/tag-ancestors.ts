import type { StashId } from "@stash2plex/shared/stash";

export interface TagNode {
  readonly id: StashId;
  readonly name: string;
  readonly parentIds: readonly StashId[];
}

/**
 * All ancestors of a tag, nearest first, each once. Stash allows several parents (a DAG) and does not promise that
 * there is no ring in old data: a tag met before is not followed again.
 */
export const ancestorsOf = (
  tag: TagNode,
  tags: ReadonlyMap<StashId, TagNode>,
): readonly TagNode[] => {
  const seen = new Set<StashId>([tag.id]);
  const found: TagNode[] = [];
  let level: readonly TagNode[] = [tag];
  while (level.length > 0) {
    const next: TagNode[] = [];
    for (const parentId of level.flatMap((node) => node.parentIds)) {
      const parent = tags.get(parentId);
      if (parent === undefined || seen.has(parentId)) continue;
      seen.add(parentId);
      next.push(parent);
    }
    found.push(...next);
    level = next;
  }
  return found;
};
