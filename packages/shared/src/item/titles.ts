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

/** What a template names is worked out, and nothing else. */
function templateValues(detail: SceneDetail): TemplateValues {
  const { scene } = detail;
  return {
    get title() {
      return plainTitle(scene);
    },
    // As precise as Stash has it: `2024-05` stays `2024-05` in a title.
    get date() {
      return releaseDateOf(scene.date) === null ? "" : (scene.date?.trim() ?? "");
    },
    get studio() {
      return cleanName(detail.studios[0]?.name ?? "");
    },
    get performers() {
      return detail.performers
        .map((performer) => cleanName(performer.name))
        .filter((name) => name !== "")
        .join(", ");
    },
    get code() {
      return cleanLine(scene.code);
    },
  };
}

/** The template of most installations, which changes nothing. */
const PLAIN_TITLE = "{title}";

/** Title of a scene. Never empty. */
export function titleOf(detail: SceneDetail, { titleTemplate }: ItemSettings): string {
  if (titleTemplate === PLAIN_TITLE) return plainTitle(detail.scene);
  const values = templateValues(detail);
  const title = fillTemplate(titleTemplate, values);
  return title === "" ? values.title : title;
}

/** Sort title of a scene; "" when it has none of its own. */
export function titleSortOf(detail: SceneDetail, { titleSort }: ItemSettings): string {
  return titleSort === "none" ? "" : fillTemplate(titleSort, templateValues(detail));
}
