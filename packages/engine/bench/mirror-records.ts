import type {
  PerformerRecord,
  SceneRecord,
  StudioRecord,
  TagRecord,
} from "@stash2plex/shared/stash";

/** As many as the measured server had (docs/reference/stash.md, 2.8). */
export const benchSizes = { performers: 3_000, tags: 940, studios: 311, folders: 7_000 } as const;

const words =
  "river lake forest owl winter night lecture concert beaver meadow island storm spring valley bird autumn water stone field garden".split(
    " ",
  );

/** Always the same number for the same seed, spread over 0..2^32. */
const mix = (seed: number): number => {
  let value = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
};

const pick = (seed: number, below: number): number => mix(seed) % below;

const text = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, index) => words[pick(seed * 31 + index, words.length)]).join(
    " ",
  );

const distinct = (seed: number, count: number, below: number): number[] => [
  ...new Set(Array.from({ length: count }, (_, index) => 1 + pick(seed * 17 + index, below))),
];

const stampOf = (id: number): string =>
  `${new Date(Date.UTC(2024, 0, 1) + id * 60_000).toISOString().slice(0, 19)}+01:00`;

export const pathOfScene = (id: number): string => {
  const folder = pick(id, benchSizes.folders);
  const title = text(id, 4);
  return `/data/media/studios/${text(folder, 2)} ${folder}/${2010 + (folder % 15)}/${title} ${id}.mp4`;
};

export const oshashOfScene = (id: number): string =>
  mix(id).toString(16).padStart(8, "0") +
  mix(id + 7_000_001)
    .toString(16)
    .padStart(8, "0");

/** A scene like those of the measured server: 70 % with metadata, 3 % with two files. */
export const sceneRecord = (id: number): SceneRecord => {
  const rich = id % 10 < 7;
  const file = {
    id,
    path: pathOfScene(id),
    size: 500_000_000 + id,
    duration: 600 + (id % 3_000),
    oshash: oshashOfScene(id),
    phash: mix(id + 13).toString(16),
  };
  return {
    id,
    updatedAt: stampOf(id),
    createdAt: stampOf(id),
    title: rich ? `${text(id, 4)} ${id}` : "",
    code: "",
    details: rich ? text(id + 5, 45) : "",
    director: "",
    date: rich ? stampOf(id).slice(0, 10) : null,
    rating100: null,
    organized: rich,
    coverVersion: String(1_700_000_000 + id),
    urls: rich ? [`https://example.org/scenes/${id}`] : [],
    files:
      id % 33 === 0
        ? [file, { ...file, id: 10_000_000 + id, path: `/data/copies/${id}/${id}.mkv` }]
        : [file],
    studioId: rich ? 1 + pick(id, benchSizes.studios) : null,
    performerIds: rich ? distinct(id, 2, benchSizes.performers) : [],
    tagIds: rich ? distinct(id + 1, 6, benchSizes.tags) : [],
    groups: [],
    stashIds: rich
      ? [
          {
            endpoint: "https://box.example/graphql",
            stashId: `${oshashOfScene(id).slice(0, 8)}-0000-4000-8000-${String(id).padStart(12, "0")}`,
          },
        ]
      : [],
  };
};

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

export const performerRecords = (): PerformerRecord[] =>
  range(benchSizes.performers).map((id) => ({
    id,
    updatedAt: stampOf(id),
    name: `${text(id, 2)} ${id}`,
    disambiguation: "",
    gender: "FEMALE",
    tagIds: [],
    imageVersion: "1",
  }));

export const tagRecords = (): TagRecord[] =>
  range(benchSizes.tags).map((id) => ({
    id,
    updatedAt: stampOf(id),
    name: `${text(id, 1)} ${id}`,
    parentIds: id > 30 ? [1 + (id % 30)] : [],
  }));

export const studioRecords = (): StudioRecord[] =>
  range(benchSizes.studios).map((id) => ({
    id,
    updatedAt: stampOf(id),
    name: `${text(id, 2)} ${id}`,
    parentId: id > 20 ? 1 + (id % 20) : null,
    imageVersion: null,
  }));
