import type { ByteCache } from "../cache/byte-cache.ts";
import type { PictureAnswer } from "./artwork.ts";
import type { PictureFolder } from "./picture-folder.ts";

/** What was made before: small pictures and "there is none" in the cache, all pictures on disk. */
export interface KeptPictures {
  find(key: string, versioned: boolean): Promise<PictureAnswer | undefined>;
  onDisk(key: string): Promise<PictureAnswer | undefined>;
  keep(key: string, answer: PictureAnswer, versioned: boolean): Promise<void>;
}

const SMALL_BYTES = 262_144;
const DAY_MS = 86_400_000;
/** Pictures without a version are asked for again after this time. */
const UNVERSIONED_MS = 300_000;
/** A cover comes seconds to minutes after its scene (docs/reference/stash.md, facts 9 and 28). */
const NOTHING_MS = 60_000;

/** A cache cannot tell "nothing" from "not known", so nothing is one byte; no picture is that short. */
const marks = [
  [0, { kind: "absent" }],
  [1, { kind: "broken" }],
] as const satisfies readonly (readonly [number, PictureAnswer])[];

const fromBytes = (bytes: Uint8Array): PictureAnswer =>
  bytes.length > 1
    ? { kind: "picture", bytes }
    : (marks.find(([mark]) => mark === bytes[0])?.[1] ?? { kind: "absent" });

export function createKeptPictures({
  cache,
  folder,
}: {
  readonly cache: ByteCache;
  readonly folder: PictureFolder;
}): KeptPictures {
  const remember = async (key: string, bytes: Uint8Array, versioned: boolean): Promise<void> => {
    if (bytes.length > SMALL_BYTES) return;
    await cache.set(key, bytes, versioned ? DAY_MS : UNVERSIONED_MS);
  };
  const onDisk = async (key: string): Promise<PictureAnswer | undefined> => {
    const bytes = await folder.get(key);
    return bytes === undefined ? undefined : { kind: "picture", bytes };
  };
  return {
    onDisk,
    find: async (key, versioned) => {
      const cached = await cache.get(key);
      if (cached !== undefined) return fromBytes(cached);
      if (!versioned) return undefined;
      const answer = await onDisk(key);
      if (answer?.kind === "picture") await remember(key, answer.bytes, versioned);
      return answer;
    },
    keep: async (key, answer, versioned) => {
      if (answer.kind === "picture") {
        await remember(key, answer.bytes, versioned);
        await folder.set(key, answer.bytes);
        return;
      }
      const mark = marks.find(([, { kind }]) => kind === answer.kind)?.[0];
      if (mark !== undefined) await cache.set(key, Uint8Array.of(mark), NOTHING_MS);
    },
  };
}
