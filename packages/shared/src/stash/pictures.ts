import { createStashConnection, type StashConnectionOptions } from "./connection.ts";
import { notGraphql } from "./http-failure.ts";
import type { StashId } from "./records.ts";
import { type ImageType, sniffImage } from "./sniff-image.ts";

/** Whose picture; a group's is its front. */
export type PictureOwner = "scene" | "performer" | "studio" | "group";

export type StashPicture =
  | {
      readonly kind: "picture";
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly type: Exclude<ImageType, "svg">;
      /** As Stash sent it, quoted; a hash of the bytes. Legacy covers have none. */
      readonly etag: string | null;
    }
  /** No such owner, a placeholder, or bytes that are no picture. */
  | { readonly kind: "absent" };

export interface StashPictures {
  /**
   * Fetches a picture. A performer's placeholder is a PNG like any other: who has no picture is known from
   * `imageVersion` of the record (docs/reference/stash.md, fact 18).
   *
   * @throws StashError, never another error.
   */
  picture(
    owner: PictureOwner,
    id: StashId,
    options?: { readonly signal?: AbortSignal },
  ): Promise<StashPicture>;
  close(): Promise<void>;
}

/** Routes in the order in which they are tried: groups were movies before v0.27. */
const routes: Readonly<Record<PictureOwner, readonly ((id: StashId) => string)[]>> = {
  scene: [(id) => `scene/${id}/screenshot`],
  performer: [(id) => `performer/${id}/image`],
  studio: [(id) => `studio/${id}/image`],
  group: [(id) => `group/${id}/frontimage`, (id) => `movie/${id}/frontimage`],
};

const maxPictureBytes = 50 * 1_048_576;

const absent: StashPicture = { kind: "absent" };

/**
 * Fetches pictures from Stash with the key, over a pool of their own, so that large covers never hold up questions.
 *
 * @throws StashError when STASH_URL or STASH_API_KEY cannot be used at all.
 * @see docs/reference/stash.md, 3.2 and 3.3
 */
export function createStashPictures(options: StashConnectionOptions): StashPictures {
  const connection = createStashConnection(options);

  const fetchOnce = async (path: string, signal: AbortSignal | undefined) => {
    const answer = await connection.send({
      method: "GET",
      path,
      accept: "image/*",
      maxBytes: maxPictureBytes,
      signal,
      accepted: [404],
    });
    // An unknown route is answered with the web page and 200 (fact 26).
    return answer.status === 200 && answer.contentType === "text/html" ? null : answer;
  };
  const fetchFirst = async (paths: readonly string[], signal: AbortSignal | undefined) => {
    for (const path of paths) {
      const answer = await fetchOnce(path, signal);
      if (answer !== null) return answer;
    }
    throw notGraphql(connection.contact, "a web page");
  };
  return {
    picture: async (owner, id, { signal } = {}) => {
      const paths = routes[owner].map((route) => route(id));
      const { status, bytes, etag } = await fetchFirst(paths, signal);
      const type = status === 200 ? sniffImage(bytes) : null;
      // Placeholders are SVG; what is declared as a picture may hold anything (facts 18, 25).
      return type === null || type === "svg" ? absent : { kind: "picture", bytes, type, etag };
    },
    close: () => connection.close(),
  };
}
