import { type Element, listReply, Refusal, type Reply } from "./answer.ts";
import { selectPicture, shownBytes, unsetPicture, uploadPicture } from "./artwork.ts";
import { itemAt, type RouteContext, tellChanged } from "./context.ts";
import { picturePath } from "./item-elements.ts";
import { command, route, type Route } from "./route-table.ts";
import {
  pictureKinds,
  type PictureEntry,
  type PictureKind,
  type ServerItem,
} from "./server-item.ts";

/** How PMS names a stored candidate in an address; dots are written %2E (section 8). */
const fileKey = (item: ServerItem, { ratingKey, sha1 }: PictureEntry): string =>
  sha1 === null
    ? ratingKey
    : `/library/metadata/${item.id}/file?url=${encodeURIComponent(ratingKey).replaceAll(".", "%2E")}`;

const entryElement = (item: ServerItem, entry: PictureEntry): Element => ({
  key: fileKey(item, entry),
  provider: entry.provider ?? undefined,
  ratingKey: entry.ratingKey,
  selected: entry.selected,
  thumb: fileKey(item, entry),
});

function routesOf(context: RouteContext, kind: PictureKind): Route[] {
  const { state } = context;
  const { list, select, field } = pictureKinds[kind];
  const chosen = (item: ServerItem): Reply => {
    tellChanged(context, item);
    // Plain text: the new path (fact 38).
    return { kind: "text", text: picturePath(item, kind) ?? "" };
  };
  return [
    route(`GET /library/metadata/{id}/${list}`, (_asked, path) => {
      const item = itemAt(context, path.id);
      const entries = item.pictures[kind] ?? [];
      return listReply(
        {
          json: "Metadata",
          xml: "Photo",
          elements: entries.map((entry) => entryElement(item, entry)),
        },
        { identifier: "com.plexapp.plugins.library" },
      );
    }),
    command(
      `POST /library/metadata/{id}/${list}`,
      (asked, path) => {
        const item = itemAt(context, path.id);
        // Adding by URL means that PMS fetches it, and nothing here is at a public address (fact 20).
        if (asked.value("url") !== null) throw new Refusal(400, "the address cannot be reached");
        tellChanged(context, uploadPicture(state, item, kind, asked.body));
      },
      { parameters: ["url"] },
    ),
    route(
      `PUT /library/metadata/{id}/${select}`,
      (asked, path) =>
        chosen(selectPicture(state, itemAt(context, path.id), kind, asked.value("url") ?? "")),
      { parameters: ["url"] },
    ),
    command(`DELETE /library/metadata/{id}/${field}`, (_asked, path) => {
      tellChanged(context, unsetPicture(state, itemAt(context, path.id), kind));
    }),
    route(`GET /library/metadata/{id}/${field}/{version}`, (_asked, path) => {
      const bytes = shownBytes(state, itemAt(context, path.id), kind);
      if (bytes === null) throw new Refusal(404, "there is no such picture");
      return { kind: "bytes", bytes };
    }),
  ];
}

/** Pickers of an item's pictures (docs/reference/plex-contract.md, 11.3). */
export function artworkRoutes(context: RouteContext): Route[] {
  const { state } = context;
  return [
    ...(Object.keys(pictureKinds) as PictureKind[]).flatMap((kind) => routesOf(context, kind)),
    route(
      "GET /library/metadata/{id}/file",
      (asked, path) => {
        const { pictures } = itemAt(context, path.id);
        const entries = Object.values(pictures).flat();
        const sha1 = entries.find(({ ratingKey }) => ratingKey === asked.value("url"))?.sha1 ?? "";
        const bytes = state.pictures.get(sha1);
        if (bytes === undefined) throw new Refusal(404, "there is no such picture");
        return { kind: "bytes", bytes };
      },
      { parameters: ["url"] },
    ),
  ];
}
