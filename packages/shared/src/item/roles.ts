import type { PerformerRecord, SceneDetail } from "../stash/records.ts";
import { cleanName, distinctNames } from "./clean-text.ts";
import type { DesiredRole } from "./desired-item.ts";
import type { ItemSettings } from "./item-settings.ts";
import { pictureVersion } from "./images.ts";

function displayName(performer: PerformerRecord, withDisambiguation: boolean): string {
  const name = cleanName(performer.name);
  const addition = cleanName(performer.disambiguation);
  return withDisambiguation && name !== "" && addition !== "" ? `${name} (${addition})` : name;
}

/** @example genderText("TRANSGENDER_FEMALE") // "Transgender female" */
function genderText(gender: string | null): string {
  const words = cleanName((gender ?? "").replaceAll("_", " ")).toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function roleOf(
  name: string,
  performer: PerformerRecord,
  settings: ItemSettings["roles"],
): DesiredRole {
  const role = settings.text === "gender" ? genderText(performer.gender) : "";
  // Without an image Stash draws a placeholder, which nobody wants as a face (docs/reference/stash.md, fact 18).
  const version = settings.thumbs ? performer.imageVersion : null;
  return {
    name,
    ...(role !== "" && { role }),
    ...(version !== null && {
      picture: { kind: "performer", id: performer.id, version: pictureVersion(version) },
    }),
  };
}

/** The cast in Stash's order; performers who would show the same name appear once. */
export function rolesOf(detail: SceneDetail, { roles }: ItemSettings): DesiredRole[] {
  if (!roles.enabled) return [];
  const byName = new Map<string, DesiredRole>();
  for (const performer of detail.performers) {
    const name = displayName(performer, roles.disambiguation);
    const key = name.toLowerCase();
    if (name !== "" && !byName.has(key)) byName.set(key, roleOf(name, performer, roles));
  }
  return [...byName.values()];
}

/** Directors: Stash has one text, names separated by commas. */
export function directorsOf(director: string): string[] {
  return distinctNames(director.split(/[,\n]/));
}
