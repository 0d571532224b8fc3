import type { Clock } from "@stash2plex/shared/clock";
import type { PictureRef } from "@stash2plex/shared/item";
import type { Logger } from "@stash2plex/shared/log";
import { StashError, type StashPicture, type StashPictures } from "@stash2plex/shared/stash";
import pLimit from "p-limit";

import type { ByteCache } from "../cache/byte-cache.ts";
import { compose, UnreadablePictureError } from "./compose.ts";
import { createKeptPictures } from "./kept-pictures.ts";
import type { PictureFolder } from "./picture-folder.ts";
import { planOf, type PicturePlan, type PosterMode, recipeKey } from "./picture-plan.ts";
import { isVersioned, sourceVersionOf } from "./picture-version.ts";
import { createSingleFlight } from "./single-flight.ts";

export type PictureAnswer =
  | { readonly kind: "picture"; readonly bytes: Uint8Array }
  /** Stash has no such picture, or a placeholder. */
  | { readonly kind: "absent" }
  /** Stash has one that cannot be read. */
  | { readonly kind: "broken" }
  /** Too much to do at the moment. */
  | { readonly kind: "busy" }
  /** Stash does not give it, and it is not kept here. */
  | { readonly kind: "unavailable" };

export interface Artwork {
  /** The finished picture. Never rejects for what Stash does. */
  picture(ref: PictureRef): Promise<PictureAnswer>;
  /** The finished picture if it is on disk; never asks Stash. */
  kept(ref: PictureRef): Promise<PictureAnswer | undefined>;
  /** Gives up what is being fetched; resolves when nothing runs any more. */
  close(): Promise<void>;
}

export interface ArtworkDeps {
  readonly stash: StashPictures;
  readonly cache: ByteCache;
  readonly folder: PictureFolder;
  readonly posterMode: PosterMode;
  /** Tells pictures of several Stashes apart, where one Redis or a data folder has seen more than one. */
  readonly origin: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const COMPOSITIONS = 2;
const FETCHES = 4;
/** Pictures being made or waiting: some seconds of work, and their sources fit into memory. */
const IN_WORK_AT_MOST = 100;

const keyOf = (ref: PictureRef, { recipe }: PicturePlan): string =>
  `${ref.kind}/${ref.id}/${sourceVersionOf(ref)}/${recipeKey(recipe)}`;

/** Says once why Stash gives no pictures, and again when the reason changes. */
function createFailureNotes(logger: Logger) {
  let noted: string | null = null;
  return {
    succeeded: () => {
      noted = null;
    },
    failed: ({ code, message }: StashError) => {
      if (noted === code || code === "aborted") return;
      noted = code;
      logger.warn(`Stash gives no pictures. ${message}`, { code });
    },
  };
}

/** Fetches from Stash; posters and backgrounds of a scene are of one cover, so who asks meanwhile shares the fetch. */
function createSource(stash: StashPictures, signal: AbortSignal) {
  const limit = pLimit(FETCHES);
  const flights = createSingleFlight<StashPicture>();
  return ({ owner }: PicturePlan, ref: PictureRef): Promise<StashPicture> =>
    flights.run(`${owner}/${ref.id}/${sourceVersionOf(ref)}`, () =>
      limit(() => stash.picture(owner, ref.id, { signal })),
    );
}

export function createArtwork(deps: ArtworkDeps): Artwork {
  const { stash, cache, folder, posterMode, origin, clock, logger } = deps;
  const closing = new AbortController();
  const kept = createKeptPictures({ cache, folder });
  const source = createSource(stash, closing.signal);
  const composing = pLimit(COMPOSITIONS);
  const notes = createFailureNotes(logger);
  const lookUps = createSingleFlight<PictureAnswer>();
  const productions = createSingleFlight<PictureAnswer>();

  const make = async (ref: PictureRef, plan: PicturePlan): Promise<PictureAnswer> => {
    const found = await source(plan, ref);
    notes.succeeded();
    if (found.kind === "absent") return { kind: "absent" };
    try {
      const bytes = await composing(() => compose(found.bytes, plan.recipe));
      return { kind: "picture", bytes };
    } catch (error) {
      if (!(error instanceof UnreadablePictureError)) throw error;
      const { kind, id } = ref;
      logger.warn("A picture in Stash cannot be read", { kind, id, reason: error.message });
      return { kind: "broken" };
    }
  };
  const produce = async (
    key: string,
    ref: PictureRef,
    plan: PicturePlan,
  ): Promise<PictureAnswer> => {
    try {
      const startedAt = clock.now();
      const answer = await make(ref, plan);
      await kept.keep(key, answer, isVersioned(ref));
      logger.debug("Made a picture", { key, outcome: answer.kind, ms: clock.now() - startedAt });
      return answer;
    } catch (error) {
      if (!(error instanceof StashError)) throw error;
      notes.failed(error);
      return (await kept.onDisk(key)) ?? { kind: "unavailable" };
    }
  };
  const find = async (key: string, ref: PictureRef, plan: PicturePlan): Promise<PictureAnswer> => {
    const remembered = await kept.find(key, isVersioned(ref));
    if (remembered !== undefined) return remembered;
    if (productions.size >= IN_WORK_AT_MOST) return { kind: "busy" };
    return productions.run(key, () => produce(key, ref, plan));
  };
  const planned = (ref: PictureRef) => {
    const plan = planOf(ref.kind, posterMode);
    return { plan, key: `${origin}/${keyOf(ref, plan)}` };
  };
  return {
    picture: (ref) => {
      const { plan, key } = planned(ref);
      return lookUps.run(key, () => find(key, ref, plan));
    },
    kept: (ref) => kept.onDisk(planned(ref).key),
    close: async () => {
      closing.abort();
      await lookUps.settled();
      await stash.close();
    },
  };
}
