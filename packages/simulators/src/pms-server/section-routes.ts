import { type Element, listReply, Refusal, type Reply } from "./answer.ts";
import { applyEdit } from "./apply-edit.ts";
import type { Asked } from "./asked.ts";
import { type RouteContext, sectionAt, tellChanged } from "./context.ts";
import { isEditParameter, readEdits } from "./edit-query.ts";
import { filterMeta } from "./filter-meta.ts";
import { command, route, type Route } from "./route-table.ts";
import { createItemFinder, listingParameters, listingReply, pageOf } from "./section-listing.ts";
import { addSection } from "./sections.ts";
import type { ServerItem } from "./server-item.ts";
import type { ServerSection } from "./state.ts";

const sectionElement = (section: ServerSection): Element => ({
  allowSync: true,
  art: "/:/resources/movie-fanart.jpg",
  composite: `/library/sections/${section.key}/composite/${section.updatedAt}`,
  filters: true,
  refreshing: section.refreshing,
  thumb: "/:/resources/movie.png",
  key: section.key,
  type: section.type,
  title: section.title,
  agent: section.agent,
  scanner: section.scanner,
  language: section.language,
  uuid: section.uuid,
  updatedAt: section.updatedAt,
  createdAt: section.createdAt,
  scannedAt: section.scannedAt,
  content: true,
  directory: true,
  contentChangedAt: section.scannedAt,
  hidden: 0,
  // A number, and no key at all on sections without a group (section 10).
  metadataAgentProviderGroupId: section.providerGroupId ?? undefined,
  Location: section.locations.map(({ id, path }) => ({ id, path })),
});

const sectionsReply = (sections: readonly ServerSection[]): Reply =>
  listReply(
    { json: "Directory", xml: "Directory", elements: sections.map(sectionElement) },
    { allowSync: false, title1: "Plex Library" },
  );

const sectionParameters = [
  "name",
  "type",
  "agent",
  "scanner",
  "language",
  "location",
  "metadataAgentProviderGroupId",
];
const isPref = (name: string): boolean => /^prefs\[\w+\]$/.test(name);

function groupOf(asked: Asked): number | null {
  const group = asked.value("metadataAgentProviderGroupId");
  return group === null ? null : Number(group);
}

const prefsOf = (asked: Asked): Record<string, string> =>
  Object.fromEntries(
    asked.query
      .filter(([name]) => isPref(name))
      .map(([name, value]) => [name.slice("prefs[".length, -1), value]),
  );

function listRoutes(context: RouteContext): Route[] {
  const { state } = context;
  const all = (): Reply => sectionsReply([...state.sections.values()]);
  return [
    route("GET /library/sections", all, { parameters: ["includePreferences"] }),
    route("GET /library/sections/all", all),
    route(
      "POST /library/sections",
      (asked) => {
        const [name, agent, type] = ["name", "agent", "type"].map((key) => asked.value(key));
        const isWhole = Boolean(name) && Boolean(agent) && Boolean(asked.value("language"));
        if (!isWhole || (type !== "movie" && type !== "show")) {
          throw new Refusal(400, "a section needs name, type, agent and language");
        }
        const section = addSection(state, {
          title: name ?? "",
          type,
          agent: agent ?? "",
          language: asked.value("language") ?? "",
          locations: asked.values("location"),
          providerGroupId: groupOf(asked),
        });
        return sectionsReply([section]);
      },
      { parameters: sectionParameters, isParameter: isPref },
    ),
    route("GET /library/sections/{key}", (_asked, path) => {
      const section = sectionAt(context, path.key);
      return listReply(
        {
          json: "Directory",
          xml: "Directory",
          elements: [{ key: "all", title: `All ${section.title}` }],
        },
        { librarySectionID: Number(section.key), title1: section.title },
      );
    }),
    command(
      "PUT /library/sections/{key}",
      (asked, path) => {
        const section = sectionAt(context, path.key);
        const agent = asked.value("agent");
        // Quirk 14.
        if (agent === null) throw new Refusal(400, "an agent must be named");
        const locations = asked.values("location");
        state.sections.set(section.key, {
          ...section,
          agent,
          title: asked.value("name") ?? section.title,
          language: asked.value("language") ?? section.language,
          scanner: asked.value("scanner") ?? section.scanner,
          providerGroupId: groupOf(asked) ?? section.providerGroupId,
          prefs: { ...section.prefs, ...prefsOf(asked) },
          locations:
            locations.length === 0
              ? section.locations
              : locations.map((path) => ({ id: state.nextId(), path })),
          updatedAt: state.now(),
        });
      },
      { parameters: sectionParameters, isParameter: isPref },
    ),
    command(
      "DELETE /library/sections/{key}",
      (_asked, path) => {
        const { key } = sectionAt(context, path.key);
        state.sections.delete(key);
        for (const [id, item] of state.items) if (item.sectionKey === key) state.items.delete(id);
      },
      { parameters: ["async"] },
    ),
  ];
}

function contentRoutes(context: RouteContext): Route[] {
  const { state, collections } = context;
  const find = createItemFinder(state);
  const editedItems = (section: ServerSection, asked: Asked): readonly ServerItem[] => {
    const ids = asked.value("id");
    const inSection = [...state.items.values()].filter((item) => item.sectionKey === section.key);
    // Without ids the whole section is edited (11.2).
    if (ids === null || ids === "") return inSection;
    const wanted = new Set(ids.split(",").map(Number));
    return inSection.filter(({ id }) => wanted.has(id));
  };
  const collectionsReply = (section: ServerSection, asked: Asked): Reply => {
    const page = pageOf(asked);
    const list = collections.list(section);
    const shown = page === null ? list : list.slice(page.start, page.start + page.size);
    const meta = asked.value("includeMeta") === "1" ? { Meta: filterMeta(section) } : {};
    return listReply(
      {
        json: "Metadata",
        xml: "Directory",
        elements: shown.map((one) => collections.element(one)),
      },
      { ...(page !== null && { offset: page.start, totalSize: list.length }), ...meta },
    );
  };
  return [
    route(
      "GET /library/sections/{key}/all",
      (asked, path) => {
        const section = sectionAt(context, path.key);
        if (asked.value("type") === "18") return collectionsReply(section, asked);
        return listingReply(state, section, asked, find(section, asked));
      },
      { parameters: listingParameters },
    ),
    command(
      "PUT /library/sections/{key}/all",
      (asked, path) => {
        const section = sectionAt(context, path.key);
        const edit = readEdits(asked, false);
        for (const item of editedItems(section, asked)) {
          tellChanged(context, applyEdit(state, item, edit));
        }
      },
      { parameters: ["type", "id"], isParameter: isEditParameter },
    ),
    route(
      "GET /library/sections/{key}/collections",
      (asked, path) => collectionsReply(sectionAt(context, path.key), asked),
      { parameters: listingParameters },
    ),
    route("GET /library/sections/{key}/timeline", (_asked, path) => {
      const section = sectionAt(context, path.key);
      const items = [...state.items.values()].filter((item) => item.sectionKey === section.key);
      const latest = Math.max(0, ...items.map(({ updatedAt }) => updatedAt));
      return listReply(
        { json: "Metadata", xml: "Video", elements: [] },
        {
          size: items.length,
          allowSync: true,
          identifier: "com.plexapp.plugins.library",
          latestEntryTime: latest,
          updateQueueSize: section.refreshing ? 1 : 0,
          viewGroup: "secondary",
        },
      );
    }),
  ];
}

/** Libraries: their list, what is in them, and edits of that (section 10, 11.1, 11.2). */
export const sectionRoutes = (context: RouteContext): Route[] => [
  ...listRoutes(context),
  ...contentRoutes(context),
];
