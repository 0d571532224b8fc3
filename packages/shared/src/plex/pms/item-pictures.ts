import { createPmsConnection, type PmsConnectionOptions } from "./pms-connection.ts";
import { PmsError } from "./pms-error.ts";

/** Pictures of items as people see them in Plex. */
export interface PmsPictures {
  /**
   * The bytes at a path that the server gave for a picture (`PmsItem.thumb`); null when it is none of the server's own
   * pictures, or there is none (any more). Rejects with a `PmsError`.
   */
  picture(
    path: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Uint8Array<ArrayBuffer> | null>;
  close(): Promise<void>;
}

/** `/library/metadata/12/thumb/1700000000`: nothing else is asked for with the token (section 8). */
const ownPicture = /^\/library\/metadata\/\d+\/(?:thumb|art)\/[\w-]+$/;

/** @throws PmsError when PLEX_URL or PLEX_TOKEN cannot be used at all. */
export function createPmsPictures(options: PmsConnectionOptions): PmsPictures {
  const connection = createPmsConnection(options);
  return {
    picture: async (path, { signal } = {}) => {
      if (!ownPicture.test(path)) return null;
      try {
        return await connection.sendForBytes({
          method: "GET",
          path: path.slice(1),
          headers: { accept: "image/*" },
          action: "give a picture",
          signal,
        });
      } catch (error) {
        if (error instanceof PmsError && error.code === "not-found") return null;
        throw error;
      }
    },
    close: () => connection.close(),
  };
}
