import { listReply } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { type RouteContext, sectionAt } from "./context.ts";
import { command, route, type Route } from "./route-table.ts";

/** Scans, trash and preferences of sections (section 10, 11.4). */
export function upkeepRoutes(context: RouteContext): Route[] {
  const { state, scans } = context;
  const scan = (asked: Asked, path: Readonly<Record<string, string>>): void => {
    const { key } = sectionAt(context, path.key);
    scans.start(key, asked.value("path"), asked.value("force") === "1");
  };
  const parameters = ["path", "force"];
  return [
    command("GET /library/sections/{key}/refresh", scan, { parameters }),
    command("POST /library/sections/{key}/refresh", scan, { parameters }),
    command("DELETE /library/sections/{key}/refresh", () => undefined),
    command("PUT /library/sections/{key}/emptyTrash", (_asked, path) => {
      scans.emptyTrash(sectionAt(context, path.key).key);
    }),
    route("GET /library/sections/{key}/prefs", (_asked, path) => {
      const prefs = { enableAutoPhotoTags: "false", ...sectionAt(context, path.key).prefs };
      const elements = Object.entries(prefs).map(([id, value]) => ({
        id,
        label: id,
        summary: "",
        type: "text",
        default: "",
        value,
        hidden: false,
        advanced: false,
        group: "",
      }));
      return listReply({ json: "Setting", xml: "Setting", elements });
    }),
    command(
      "PUT /library/sections/{key}/prefs",
      (asked, path) => {
        const section = sectionAt(context, path.key);
        const prefs = Object.fromEntries(asked.query.filter(([name]) => !/^X-Plex-/i.test(name)));
        state.sections.set(section.key, { ...section, prefs: { ...section.prefs, ...prefs } });
      },
      { isParameter: (name) => /^\w+$/.test(name) },
    ),
  ];
}
