import type { SceneDetail, SceneRecord } from "../../src/stash/records.ts";
import { defaultItemSettings } from "../../src/item/default-item-settings.ts";
import type {
  CollectionRule,
  CollectionSource,
  ItemSettings,
} from "../../src/item/item-settings.ts";
import { recordedScene } from "./recorded-scene.ts";

/** A scene and settings whose desired item is kept in `src/item/golden/<name>.json`. */
export interface GoldenCase {
  readonly name: string;
  readonly detail: SceneDetail;
  readonly settings: ItemSettings;
}

type SettingsChange = Partial<Omit<ItemSettings, "genres" | "roles" | "collections">> & {
  readonly genres?: Partial<ItemSettings["genres"]>;
  readonly roles?: Partial<ItemSettings["roles"]>;
  readonly collections?: Partial<Record<CollectionSource, CollectionRule>>;
};

function settingsWith(change: SettingsChange): ItemSettings {
  return {
    ...defaultItemSettings,
    ...change,
    genres: { ...defaultItemSettings.genres, ...change.genres },
    roles: { ...defaultItemSettings.roles, ...change.roles },
    collections: { ...defaultItemSettings.collections, ...change.collections },
  };
}

function goldenCase(name: string, detail: SceneDetail, change: SettingsChange = {}): GoldenCase {
  return { name, detail, settings: settingsWith(change) };
}

const rich = recordedScene("rich");
const bare = recordedScene("bare");

/** The bare scene with some fields of its own. */
function sceneWith(fields: Partial<SceneRecord>): SceneDetail {
  return { ...bare, scene: { ...bare.scene, ...fields } };
}

function titled(title: string, details: string): SceneDetail {
  return sceneWith({ title, details });
}

function fileAt(path: string): SceneRecord["files"] {
  return [{ id: 1, path, size: 1000, duration: 1.2345, oshash: null, phash: null }];
}

const on: CollectionRule = { enabled: true, prefix: "" };
const off: CollectionRule = { enabled: false, prefix: "" };
const noCollections = { studio: off, group: off };

const recordings: readonly GoldenCase[] = [
  goldenCase("full", rich),
  goldenCase("many-tags", recordedScene("alltags")),
  goldenCase("many-tags-limited", recordedScene("alltags"), { genres: { max: 10 } }),
  goldenCase("partial-date-year", recordedScene("yearonly"), { rating: "audience" }),
  goldenCase("right-to-left", recordedScene("rtl")),
  goldenCase("one-studio", recordedScene("graph")),
  goldenCase("several-files", recordedScene("dup")),
  goldenCase("padded-text", recordedScene("pad")),
  goldenCase("no-title", recordedScene("nulltitle")),
  goldenCase("empty", bare),
  goldenCase("no-files", recordedScene("no-files")),
  goldenCase("no-title-no-files", {
    ...recordedScene("no-files"),
    scene: { ...recordedScene("no-files").scene, title: "" },
  }),
  goldenCase("no-sound", recordedScene("audio-none")),
];

const everySetting = goldenCase("every-setting", rich, {
  titleTemplate: "{studio} - {title} ({date}) [{code}]",
  originalTitle: "code",
  titleSort: "{studio} {date}",
  tagline: "studio",
  contentRating: "de/18",
  rating: "audience",
  genres: { performerTags: true, ignore: ["ZZ_INTERNAL"], excludeParents: ["birds"] },
  collections: {
    studio: { enabled: true, prefix: "Studio: " },
    parentStudio: { enabled: true, prefix: "Network: " },
    group: { enabled: true, prefix: "Group: " },
    tag: { enabled: true, prefix: "Tag: " },
    performer: { enabled: true, prefix: "With " },
    organized: on,
    rating: { enabled: true, prefix: "Rating: " },
  },
  collectionTags: ["otters", "R&B"],
  roles: { text: "gender", disambiguation: false },
  groupPoster: true,
  studioLogo: true,
});

const settingCases: readonly GoldenCase[] = [
  everySetting,
  goldenCase("lists-off", rich, {
    contentRating: "",
    genres: { enabled: false },
    roles: { enabled: false },
    collections: noCollections,
  }),
  goldenCase("genres-only-children", rich, { genres: { onlyChildrenOf: ["Animals"] } }),
  goldenCase("collection-studio-parents", rich, {
    collections: { ...noCollections, parentStudio: on },
  }),
  goldenCase("collection-groups", rich, { collections: { ...noCollections, group: on } }),
  goldenCase("collection-tags", rich, {
    collections: { ...noCollections, tag: on },
    collectionTags: ["Tag, with comma", "unknown"],
  }),
  goldenCase("collection-performers", rich, { collections: { ...noCollections, performer: on } }),
  goldenCase("collection-organized-and-rating", rich, {
    collections: { ...noCollections, organized: on, rating: on },
  }),
  goldenCase("tagline-code-without-thumbs", rich, {
    tagline: "code",
    roles: { thumbs: false },
    rating: "user",
  }),
  goldenCase("studio-logo-of-a-parent", withLogo(rich), { studioLogo: true }),
  goldenCase("template-without-its-parts", bare, {
    titleTemplate: "{studio} - {title} ({date}) [{code}] by {performers}",
  }),
  goldenCase("template-without-any-part", bare, { titleTemplate: "{performers} {date}" }),
];

/** Only the fourth studio of the chain has a picture. */
function withLogo(detail: SceneDetail): SceneDetail {
  const studios = detail.studios.map((studio, index) => ({
    ...studio,
    imageVersion: index === 3 ? "1795409820" : null,
  }));
  return { ...detail, studios };
}

const ratings: readonly GoldenCase[] = [1, 50, 100, 0, 101, null].map((rating100) =>
  goldenCase(`rating-${rating100 ?? "none"}`, sceneWith({ title: "Owl Nest", rating100 }), {
    rating: "audience",
    collections: { rating: on },
  }),
);

const paragraph =
  "The river rises in the hills and takes its time. Nobody on the bank is in a hurry either. ";

const texts: readonly GoldenCase[] = [
  goldenCase("emoji", titled("👩‍🔬 Lab 🏳️‍🌈 Notes 🦫", "Family: 👨‍👩‍👧‍👦 ends.\nFlag: 🇩🇪")),
  goldenCase(
    "odd-unicode",
    titled("Cafe\u0301 Zu\u0308rich — №5 “quoted” ½", "I\u0307stanbul ﬁn 𝔘nicode 你好　世界"),
  ),
  goldenCase("long-details", titled("A Long Story", paragraph.repeat(56).slice(0, 5000))),
  goldenCase(
    "html-in-text",
    titled(
      "R&amp;B <i>Live</i> <Story>",
      '<p>First paragraph.</p><p>Second&nbsp;one with <b>bold</b> &amp; <a href="https://example.org">link</a>.</p>' +
        "<ul><li>One</li><li>Two</li></ul>Line<br/>break<br>again &lt;b&gt; &#8211; &#x2026; &unknown; 3 < 4 > 2<!-- hidden -->",
    ),
  ),
  goldenCase(
    "control-characters",
    titled(
      "Night\u0000 Train\u200b\ufeff\t(part\u001f2)\r\n",
      "one\ttwo\r\nthree\rfour\u2028five\u0007\n\n\n\n\nsix\u202e seven\u00a0 eight\ud800",
    ),
  ),
  goldenCase("date-zero", sceneWith({ title: "Old", date: "0000" })),
  goldenCase("date-impossible", sceneWith({ title: "Old", date: "2021-02-30" })),
  goldenCase("date-month", sceneWith({ title: "Spring", date: "2024-05" }), {
    titleTemplate: "{date} {title}",
  }),
  goldenCase(
    "windows-path",
    sceneWith({ files: fileAt(String.raw`D:\Media\Talks\Graph Theory 1.5.mp4`) }),
  ),
  goldenCase(
    "stash-boxes",
    sceneWith({
      title: "Known elsewhere",
      director: "A. Reed,, B. Sedge , a. reed",
      stashIds: [
        {
          endpoint: "https://stashdb.org/graphql",
          stashId: "6F1B1F4E-0b7e-4a5b-9a57-333333333333",
        },
        { endpoint: "https://theporndb.net/graphql", stashId: "1" },
        { endpoint: "https://fansdb.cc/graphql", stashId: "2" },
        { endpoint: "https://box.example.org:8443/graphql", stashId: "3" },
        { endpoint: "https://box.example.org/graphql", stashId: "3" },
        { endpoint: "not an address", stashId: "4" },
        { endpoint: "https://stashdb.org/graphql", stashId: "  " },
      ],
    }),
  ),
];

export const goldenCases: readonly GoldenCase[] = [
  ...recordings,
  ...settingCases,
  ...ratings,
  ...texts,
];
