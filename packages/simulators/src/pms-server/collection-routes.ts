import { type Element, listReply, Refusal, type Reply } from "./answer.ts";
import type { Asked } from "./asked.ts";
import type { ServerCollection } from "./collections.ts";
import { itemAt, type RouteContext, sectionAt } from "./context.ts";
import { listedElement } from "./item-elements.ts";
import { command, numberIn, route, type Route } from "./route-table.ts";
import { pageOf } from "./section-listing.ts";
import { withAdded } from "./server-item.ts";

/** Collections (docs/reference/plex-contract.md, 11.5). */
export function collectionRoutes(context: RouteContext): Route[] {
  const { state, collections } = context;
  const collectionAt = (path: Readonly<Record<string, string>>): ServerCollection => {
    const collection = collections.find(numberIn(path, "id"));
    if (collection === null) throw new Refusal(404, "there is no such collection");
    return collection;
  };
  const oneReply = (collection: ServerCollection): Reply =>
    listReply({ json: "Metadata", xml: "Directory", elements: [collections.element(collection)] });
  const members = (asked: Asked, path: Readonly<Record<string, string>>): Reply => {
    const all = collections.members(collectionAt(path));
    const page = pageOf(asked);
    const includeGuids = asked.value("includeGuids") === "1";
    const shown = page === null ? all : all.slice(page.start, page.start + page.size);
    const elements = shown.map((item): Element =>
      listedElement(item, sectionAt(context, item.sectionKey), { includeGuids }),
    );
    return listReply(
      { json: "Metadata", xml: "Video", elements },
      page === null ? {} : { offset: page.start, totalSize: all.length },
    );
  };
  return [
    route(
      "POST /library/collections",
      (asked) => {
        const section = sectionAt(context, asked.value("sectionId") ?? "");
        const title = asked.value("title") ?? "";
        const ids = /\/library\/metadata\/([\d,]+)$/.exec(asked.value("uri") ?? "")?.[1];
        if (title === "" || ids === undefined) throw new Refusal(400, "title and items are needed");
        for (const id of ids.split(",")) {
          const item = itemAt(context, id);
          const tags = withAdded(item.tags.collection ?? [], [title]);
          state.put({ ...item, tags: { ...item.tags, collection: tags } });
        }
        const made = collections.list(section).find((collection) => collection.title === title);
        if (made === undefined) throw new Refusal(500, "the collection was not made");
        return oneReply(made);
      },
      { parameters: ["type", "title", "smart", "sectionId", "uri"] },
    ),
    route("GET /library/collections/{id}", (_asked, path) => oneReply(collectionAt(path))),
    ...["children", "items"].map((list) =>
      route(`GET /library/collections/{id}/${list}`, members, { parameters: ["includeGuids"] }),
    ),
    command("DELETE /library/collections/{id}", (_asked, path) => {
      collections.remove(collectionAt(path));
    }),
  ];
}
