import {
  desiredItem,
  type DesiredItem,
  type ItemSettings,
  type PictureRef,
} from "@stash2plex/shared/item";
import type { PathRule } from "@stash2plex/shared/paths";
import type { SceneDetail, StashId } from "@stash2plex/shared/stash";

import type { MatchSettings } from "../matching/match-settings.ts";
import { filterReason } from "../matching/scene-filter.ts";
import type { MirroredSection, PlexMirror } from "../plex-mirror/plex-mirror.ts";
import type { StashMirror } from "../stash-mirror/stash-mirror.ts";
import { findItems, type FoundItem } from "./find-items/find-items.ts";
import { ladderOf } from "./find-items/ladder.ts";
import type { SceneFacts } from "./plan/plan-input.ts";
import type { SyncPolicy } from "./policy.ts";

/** Settings, read for each scene, so that changed ones are taken over. */
export interface SceneSettings {
  readonly policy: () => SyncPolicy;
  readonly itemSettings: () => ItemSettings;
  readonly matchSettings: () => MatchSettings;
  readonly rules: () => readonly PathRule[];
  /** Whether the agent of a section is ours. */
  readonly isOurSection: (section: MirroredSection) => boolean;
  /** Address of a picture that PMS can fetch; null: none is given. */
  readonly pictureUrl: ((picture: PictureRef) => string) | null;
}

export interface SceneViewDeps extends SceneSettings {
  readonly mirror: Pick<StashMirror, "reader">;
  readonly plex: Pick<PlexMirror, "reader">;
}

/** A scene as it should be in Plex. */
export interface SceneView {
  readonly desired: DesiredItem;
  readonly facts: SceneFacts;
  readonly policy: SyncPolicy;
  /** Why it is not matched, as a sentence; null: it is. */
  readonly filtered: string | null;
  /** Path of the primary file as Stash has it, or null. */
  readonly path: string | null;
}

export const factsOf = ({ scene, tags, performers }: SceneDetail): SceneFacts => ({
  createdAt: scene.createdAt,
  organized: scene.organized,
  hasStashId: scene.stashIds.length > 0,
  tagNames: tags.map(({ name }) => name),
  hasTitle: scene.title.trim() !== "",
  performerCount: performers.length,
});

/** Without `RATING=user` no rating of ours is wanted, and none of anybody's is taken away. */
const policyWith = (policy: SyncPolicy, { rating }: ItemSettings): SyncPolicy =>
  rating === "user"
    ? policy
    : { ...policy, fields: new Set([...policy.fields].filter((field) => field !== "rating")) };

/** The scene as our copy of Stash has it now; null when it does not know it. */
export const viewScene = (sceneId: StashId, deps: SceneViewDeps): SceneView | null => {
  const { reader } = deps.mirror;
  return reader.atOnce(() => {
    const detail = reader.detail(sceneId);
    if (detail === null) return null;
    const settings = deps.itemSettings();
    const indexed = reader.index.scene(sceneId);
    return {
      desired: desiredItem(detail, settings),
      facts: factsOf(detail),
      policy: policyWith(deps.policy(), settings),
      filtered: indexed === null ? null : filterReason(indexed, deps.matchSettings()),
      path: detail.scene.files[0]?.path ?? null,
    };
  });
};

/** The scene's items in the watched sections, by our copies of both sides. */
export const findSceneItems = (sceneId: StashId, deps: SceneViewDeps): readonly FoundItem[] => {
  return deps.mirror.reader.atOnce(() =>
    findItems(sceneId, { plex: deps.plex.reader, ...ladderOf(deps) }),
  );
};
