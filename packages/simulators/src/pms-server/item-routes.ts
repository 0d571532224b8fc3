import { type Element, listReply, Refusal, type Reply } from "./answer.ts";
import { askAgent } from "./agent-questions.ts";
import { applyEdit } from "./apply-edit.ts";
import type { Asked } from "./asked.ts";
import { itemAt, type RouteContext, sectionAt, tellChanged } from "./context.ts";
import { isBareEditParameter, isEditParameter, readEdits } from "./edit-query.ts";
import { documentElement } from "./item-elements.ts";
import { command, route, type Handler, type Route } from "./route-table.ts";
import type { ServerItem } from "./server-item.ts";
import { unmatchedItem } from "./unmatched-item.ts";

const documentParameters = [
  "skipRefresh",
  "checkFiles",
  "asyncCheckFiles",
  "asyncRefreshLocalMediaAgent",
  "asyncRefreshAnalysis",
  "checkFileAvailability",
  "asyncAugmentMetadata",
  "augmentCount",
  "includeAllConcerts",
  "includeBandwidths",
  "includeChapters",
  "includeChildren",
  "includeConcerts",
  "includeExternalMedia",
  "includeExtras",
  "includeFields",
  "includeOptionalFields",
  "includeGeolocation",
  "includeGuids",
  "includeLoudnessRamps",
  "includeMarkers",
  "includeOnDeck",
  "includePopularLeaves",
  "includePreferences",
  "includeRelated",
  "includeRelatedCount",
  "includeReviews",
  "includeStations",
  "excludeElements",
  "excludeFields",
];

function documentReply(context: RouteContext, items: readonly ServerItem[], asked: Asked): Reply {
  const { state } = context;
  const checkFiles = asked.value("checkFiles") === "1";
  const elements = items.map((item) =>
    documentElement(state, item, sectionAt(context, item.sectionKey), { checkFiles }),
  );
  const key = items[0]?.sectionKey ?? "";
  return listReply(
    { json: "Metadata", xml: "Video", elements },
    {
      allowSync: true,
      identifier: "com.plexapp.plugins.library",
      librarySectionID: Number(key),
      librarySectionTitle: state.sections.get(key)?.title,
      librarySectionUUID: state.sections.get(key)?.uuid,
    },
  );
}

function readItems(context: RouteContext): Handler {
  const { state, jobs } = context;
  return (asked, path) => {
    const ids = (path.ids ?? "").split(",").map(Number);
    const items = ids.flatMap((id) => state.items.get(id) ?? []);
    if (items.length === 0) throw new Refusal(404, `there is no item ${path.ids ?? ""}`);
    if (state.readings.readingRefreshes && asked.value("skipRefresh") !== "1") {
      for (const { id } of items) void jobs.refresh(id);
    }
    return documentReply(context, items, asked);
  };
}

/** What Fix Match lists: the provider is asked anew each time (4.4). */
function readMatches(context: RouteContext): Handler {
  const { providers, state } = context;
  return async (asked, path) => {
    const item = itemAt(context, path.id);
    const agent = asked.value("agent") ?? "";
    const provider =
      providers.byIdentifier(agent) ?? providers.ofSection(sectionAt(context, item.sectionKey));
    const title = asked.value("title") ?? "";
    const year = asked.value("year") ?? "";
    const typed = title === "" ? undefined : { title, ...(year !== "" && { year: Number(year) }) };
    const found = provider === null ? [] : await askAgent(state, provider).candidates(item, typed);
    const elements = found.map(
      ({ guid, title: name, year: of, score = 100, summary, thumb }): Element => ({
        guid,
        name,
        year: of,
        summary,
        thumb,
        score,
        lifespanEnded: false,
      }),
    );
    return listReply({ json: "SearchResult", xml: "SearchResult", elements });
  };
}

/** Reading, editing, matching and refreshing single items (11.1, 11.2, 11.4). */
export function itemRoutes(context: RouteContext): Route[] {
  const { state, jobs } = context;
  const matchParameters = ["manual", "title", "year", "agent", "language"];
  return [
    route("GET /library/metadata/{ids}", readItems(context), { parameters: documentParameters }),
    command(
      "PUT /library/metadata/{ids}",
      (asked, path) => {
        const edit = readEdits(asked, true);
        for (const id of (path.ids ?? "").split(",")) {
          tellChanged(context, applyEdit(state, itemAt(context, id), edit));
        }
      },
      { isParameter: (name) => isEditParameter(name) || isBareEditParameter(name) },
    ),
    route("GET /library/metadata/{id}/matches", readMatches(context), {
      parameters: matchParameters,
    }),
    route("PUT /library/metadata/{id}/matches", readMatches(context), {
      parameters: matchParameters,
      writes: false,
    }),
    command(
      "PUT /library/metadata/{id}/match",
      (asked, path) => {
        const item = itemAt(context, path.id);
        const guid = asked.value("guid") ?? "";
        if (!guid.includes("://")) throw new Refusal(400, "a guid must be given");
        const matched = state.put({ ...item, guid, problem: null });
        state.notices.timeline(matched, "matching");
        void jobs.refresh(item.id);
      },
      { parameters: ["guid", "name", "year"] },
    ),
    command("PUT /library/metadata/{id}/unmatch", (_asked, path) => {
      tellChanged(context, state.put(unmatchedItem(itemAt(context, path.id))));
    }),
    command(
      "PUT /library/metadata/{ids}/refresh",
      (_asked, path) => {
        for (const id of (path.ids ?? "").split(",")) void jobs.refresh(itemAt(context, id).id);
      },
      { parameters: ["agent", "markUpdated", "force"] },
    ),
    command(
      "PUT /library/metadata/{id}/analyze",
      (_asked, path) => {
        state.notices.timeline(itemAt(context, path.id), "processed", { mediaState: "analyzing" });
      },
      { parameters: ["thumbOffset", "artOffset"] },
    ),
    command("DELETE /library/metadata/{id}", (_asked, path) => {
      const item = itemAt(context, path.id);
      state.items.delete(item.id);
      for (const { file } of item.parts) state.disk.delete(file);
      state.notices.timeline(item, "deleted", { metadataState: "deleted" });
    }),
  ];
}
