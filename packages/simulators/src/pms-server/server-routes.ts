import { listReply, type Reply } from "./answer.ts";
import type { RouteContext } from "./context.ts";
import { pageOf } from "./section-listing.ts";
import { route, type Route } from "./route-table.ts";

const settings = [
  {
    id: "autoEmptyTrash",
    label: "Empty trash automatically",
    type: "bool",
    default: true,
    value: true,
  },
  { id: "FriendlyName", label: "Friendly name", type: "text", default: "", value: "Sample" },
];

const setting = (entry: (typeof settings)[number]) => ({
  ...entry,
  summary: "",
  hidden: false,
  advanced: false,
  group: "general",
});

/** What the server says of itself. */
export function serverRoutes({ state, about }: RouteContext): Route[] {
  const bare = (attributes: object): Reply => ({
    kind: "container",
    container: { attributes: { size: 0, ...attributes }, list: null },
  });
  const { machineIdentifier, version } = about;
  return [
    route("GET /identity", () => bare({ claimed: true, machineIdentifier, version }), {
      token: "none",
    }),
    route("GET /", () =>
      bare({
        allowMediaDeletion: true,
        claimed: true,
        friendlyName: "Sample",
        livetv: 7,
        machineIdentifier,
        myPlex: true,
        myPlexSigninState: "ok",
        platform: "Linux",
        platformVersion: "6.1",
        transcoderActiveVideoSessions: 0,
        updatedAt: state.now(),
        version,
      }),
    ),
    route("GET /library", () =>
      bare({
        allowSync: false,
        art: "/:/resources/library-art.png",
        content: "",
        identifier: "com.plexapp.plugins.library",
        mediaTagPrefix: "/system/bundle/media/flags/",
        mediaTagVersion: 1,
        title1: "Plex Library",
      }),
    ),
    route("GET /activities", () =>
      listReply({
        json: "Activity",
        xml: "Activity",
        elements: state.notices.activities().map((activity) => ({ ...activity })),
      }),
    ),
    route("GET /:/prefs", () =>
      listReply({ json: "Setting", xml: "Setting", elements: settings.map(setting) }),
    ),
    route(
      "GET /status/sessions/history/all",
      (asked) => {
        const page = pageOf(asked);
        // Marking as played makes no entry (11.6), and nothing is ever played here.
        return bare(page === null ? {} : { offset: page.start, totalSize: 0 });
      },
      {
        parameters: ["sort", "accountID", "librarySectionID", "metadataItemID", "viewedAt>"],
      },
    ),
  ];
}
