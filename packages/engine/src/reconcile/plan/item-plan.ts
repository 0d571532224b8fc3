import type { Operation, Plan, PlanNote } from "../operation.ts";
import { contentField, contentMark } from "./content-mark.ts";
import { refreshedFields } from "./field-names.ts";
import { itemChanges, type ItemChanges } from "./item-changes.ts";
import type { ItemView } from "./plan-input.ts";

const nothing: Plan = { operations: [], notes: [] };

/** Whether PMS can fetch what is missing by itself. What it keeps though we send it no more, it keeps again. */
const isRefreshable = ({ operations }: ItemChanges): boolean =>
  operations.some((operation) => {
    if (operation.kind !== "edit") return false;
    const { scalars = {}, tags = {} } = operation.edit;
    return (
      Object.values(scalars).some((value) => value !== "") ||
      Object.entries(tags).some(([kind, { add }]) => kind !== "label" && add.length > 0)
    );
  });

/** Whether PMS should ask our provider before anything is edited. */
const needsRefresh = (view: ItemView, changes: ItemChanges): boolean => {
  const { observed, policy, stage, desired } = view;
  if (stage !== "first" || observed.ownership !== "ours" || !policy.canRefresh) return false;
  // A refresh takes over everything: not where something is to be left alone, nor right after an import.
  if (observed.imported || policy.preserveEdits) return false;
  if (refreshedFields.some((field) => !policy.fields.has(field))) return false;
  // Faces, external ids and linked pictures come by refresh only: any change of the desired item may concern them.
  const known = observed.written?.marks[contentField];
  const moved = known !== undefined && known !== contentMark(desired, policy, observed.ownership);
  return moved || isRefreshable(changes);
};

const changesPlan = (view: ItemView): Plan => {
  const changes = itemChanges(view);
  if (!needsRefresh(view, changes)) return changes;
  const { id, sectionKey } = view.observed.item;
  return { operations: [{ kind: "refresh", itemId: id, sectionKey }], notes: changes.notes };
};

const noted = (itemId: number, code: string, text: string): Plan => ({
  operations: [],
  notes: [{ itemId, code, text }],
});

const matchPlan = (view: ItemView): Plan => {
  const { observed, desired, stage } = view;
  const { id, sectionKey } = observed.item;
  if (stage === "repair") {
    return noted(
      id,
      "match-not-taken",
      "Plex did not take over the match; it is tried again later.",
    );
  }
  const { guid, title, year } = desired;
  const match: Operation = {
    kind: "match",
    itemId: id,
    sectionKey,
    guid,
    name: title,
    ...(year !== undefined && { year }),
  };
  return { operations: [match], notes: [] };
};

const otherAgentPlan = (view: ItemView, quality: PlanNote | null): Plan => {
  const { observed } = view;
  const { id, guid } = observed.item;
  switch (view.policy.otherAgent) {
    case "leave":
      return noted(
        id,
        "other-agent",
        observed.ownership === "unmatched"
          ? "Plex has this file without a match, in a section of another agent; PLEX_OTHER_AGENT says to leave it."
          : `Plex has this file under another agent (${guid}); PLEX_OTHER_AGENT says to leave it.`,
      );
    case "edit":
      return quality === null ? changesPlan(view) : nothing;
    case "adopt":
      return matchPlan(view);
  }
};

/** What one item needs. */
export const itemPlan = (view: ItemView, quality: PlanNote | null): Plan => {
  const { observed } = view;
  const { id } = observed.item;
  if (observed.otherScenes.length > 0) {
    return noted(
      id,
      "ambiguous",
      `Files of this item belong to other scenes, too (${observed.otherScenes.join(", ")}): nothing is done to it.`,
    );
  }
  switch (observed.ownership) {
    case "ours":
      return quality === null ? changesPlan(view) : nothing;
    case "other-scene":
      if (observed.isCertain) return matchPlan(view);
      return noted(
        id,
        "other-scene",
        `Plex has this file as another scene (${observed.item.guid}).`,
      );
    case "unmatched":
      return observed.inOurSection ? matchPlan(view) : otherAgentPlan(view, quality);
    case "other-agent":
      return otherAgentPlan(view, quality);
  }
};
