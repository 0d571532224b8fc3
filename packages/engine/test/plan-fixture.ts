import type { DesiredItem } from "@stash2plex/shared/item";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import type { PmsItem, PmsScalar } from "@stash2plex/shared/pms";

import type { ObservedItem, PlanInput, SceneFacts } from "../src/reconcile/plan/plan-input.ts";
import { syncFields, type SyncPolicy } from "../src/reconcile/policy.ts";
import { itemOf } from "./memory-pms-items.ts";

export const policyOf = (policy: Partial<SyncPolicy> = {}): SyncPolicy => ({
  identifier: PROVIDER_IDENTIFIER,
  otherAgent: "leave",
  fields: new Set(syncFields),
  preserveEdits: false,
  listMode: "ours",
  maxTags: 0,
  artwork: "off",
  artworkLock: "auto",
  lockEdits: false,
  qualityGate: true,
  requireOrganized: false,
  requireStashId: false,
  labelTags: [],
  organizedLabel: null,
  addedAt: "plex",
  canRefresh: true,
  linksArePublic: false,
  scanMissing: false,
  ...policy,
});

/** What no item is without. */
export const bareItem: DesiredItem = {
  sceneId: 12,
  ratingKey: "scene-12",
  guid: guidOf(PROVIDER_IDENTIFIER, 12),
  title: "A Walk by the Lake",
  isAdult: true,
  studios: [],
  genres: [],
  collections: [],
  roles: [],
  directors: [],
  externalIds: [],
  images: [],
};

/** A scene with one of everything; `upToDateItem` shows just this. */
export const desiredOf = (desired: Partial<DesiredItem> = {}): DesiredItem => ({
  ...bareItem,
  originallyAvailableAt: "2024-05-31",
  year: 2024,
  summary: "Water and wind.",
  studio: "North Films",
  contentRating: "XXX",
  studios: ["North Films"],
  genres: ["Lakes", "Wind"],
  collections: ["North Films"],
  roles: [{ name: "Ada Berg" }],
  directors: ["Ole Dahl"],
  images: [
    { type: "coverPoster", picture: { kind: "scene-poster", id: 12, version: "7" } },
    { type: "background", picture: { kind: "scene-background", id: 12, version: "7" } },
  ],
  ...desired,
});

export const factsOf = (facts: Partial<SceneFacts> = {}): SceneFacts => ({
  createdAt: "2024-06-01T10:00:00+02:00",
  organized: true,
  hasStashId: false,
  tagNames: ["Lakes", "Wind"],
  hasTitle: true,
  performerCount: 1,
  ...facts,
});

/** An item of ours that shows what `desiredOf` wants. */
export const upToDateItem = (item: Partial<PmsItem> = {}): PmsItem =>
  itemOf(101, {
    guid: guidOf(PROVIDER_IDENTIFIER, 12),
    title: "A Walk by the Lake",
    scalars: {
      title: "A Walk by the Lake",
      originallyAvailableAt: "2024-05-31",
      summary: "Water and wind.",
      studio: "North Films",
      contentRating: "XXX",
    },
    tags: {
      genre: ["Lakes", "Wind"],
      collection: ["North Films"],
      director: ["Ole Dahl"],
      label: [],
    },
    roles: [{ name: "Ada Berg", role: null, thumb: null }],
    ...item,
  });

/** The item with other scalars; undefined takes one away. */
export const withScalars = (
  scalars: Readonly<Partial<Record<PmsScalar, string | undefined>>>,
): PmsItem => {
  const merged = Object.entries({ ...upToDateItem().scalars, ...scalars });
  const kept: Partial<Record<PmsScalar, string>> = Object.fromEntries(
    merged.filter(([, value]) => value !== undefined),
  );
  return upToDateItem({ scalars: kept, title: kept.title ?? "" });
};

export const withTags = (tags: Partial<PmsItem["tags"]>): PmsItem =>
  upToDateItem({ tags: { ...upToDateItem().tags, ...tags } });

export const observedOf = (observed: Partial<ObservedItem> = {}): ObservedItem => ({
  item: upToDateItem(),
  ownership: "ours",
  inOurSection: true,
  isCertain: true,
  otherScenes: [],
  written: null,
  refused: new Set(),
  uploads: [],
  pickers: {},
  imported: false,
  refreshed: false,
  ...observed,
});

export const planInputOf = (input: Partial<PlanInput> = {}): PlanInput => ({
  desired: desiredOf(),
  facts: factsOf(),
  items: [observedOf()],
  policy: policyOf(),
  stage: "first",
  pipeline: "p1",
  pictureUrl: null,
  ...input,
});
