import type { SceneDetail, SceneRecord } from "../stash/records.ts";
import { cleanLine, cleanName } from "./clean-text.ts";
import type { ItemSettings } from "./item-settings.ts";
import { releaseDateOf } from "./partial-date.ts";
import { fillTemplate, type TemplateValues } from "./text-template.ts";

const EXTENSION = /\.[A-Za-z0-9]{1,5}$/;

/** Base name without extension, from a path of either kind: a path that begins with a slash has no other separator. */
function stemOfPath(path: string): string {
  const separator = path.startsWith("/") ? /\// : /[\\/]/;
  const baseName = path.split(separator).at(-1) ?? "";
  return cleanName(baseName.replace(EXTENSION, ""));
}

/** The scene's own title, else the stem of its primary file as Stash shows it, else `Scene 12`. Never empty. */
function plainTitle(scene: SceneRecord): string {
  const title = cleanLine(scene.title);
  if (title !== "") return title;
  const stem = stemOfPath(scene.files[0]?.path ?? "");
  return stem === "" ? `Scene ${scene.id}` : stem;
}

function templateValues(detail: SceneDetail): TemplateValues {
  const { scene } = detail;
  return {
    title: plainTitle(scene),
    // As precise as Stash has it: `2024-05` stays `2024-05` in a title.
    date: releaseDateOf(scene.date) === null ? "" : (scene.date?.trim() ?? ""),
    studio: cleanName(detail.studios[0]?.name ?? ""),
    performers: detail.performers
      .map((performer) => cleanName(performer.name))
      .filter((name) => name !== "")
      .join(", "),
    code: cleanLine(scene.code),
  };
}

/** Title and sort title of a scene. */
export function titlesOf(
  detail: SceneDetail,
  settings: ItemSettings,
): { title: string; titleSort: string } {
  const values = templateValues(detail);
  const title = fillTemplate(settings.titleTemplate, values);
  return {
    title: title === "" ? values.title : title,
    titleSort: settings.titleSort === "none" ? "" : fillTemplate(settings.titleSort, values),
  };
}
