import { editQueries, lockQuery, maxEditLineBytes } from "./edit-requests.ts";
import type { PmsClient } from "./pms-client.ts";
import type { PmsCall, PmsConnection } from "./pms-connection.ts";
import { PmsError } from "./pms-error.ts";
import { rejected } from "./pms-failure.ts";
import type { PmsItemId } from "./records.ts";
import { requireItemId, requireSectionKey } from "./required-ids.ts";

const emptyEdit = (id: PmsItemId): PmsError =>
  new PmsError(
    "rejected",
    `An edit of item ${id} that changes nothing was not sent. This is a fault of this program: please report it.`,
  );

/** The line of a request is its method, its path with the query, and the version. */
const lineBytes = (path: string): number => `PUT ${path} HTTP/1.1`.length;

/** Edits of fields and tags, locks and ratings. */
export function createEditing(
  connection: PmsConnection,
): Pick<PmsClient, "edit" | "setLocks" | "rate"> {
  /** A value that Plex cannot use is answered with 500 (11.2): so is a passing fault, hence once more. */
  const sendTwice = async (call: PmsCall): Promise<void> => {
    const isFault = (error: unknown): boolean => error instanceof PmsError && error.status === 500;
    try {
      await connection.send(call);
    } catch (error) {
      if (!isFault(error)) throw error;
      await connection.send(call).catch((again: unknown) => {
        throw isFault(again) ? rejected(connection.contact, call, 500) : again;
      });
    }
  };
  const target = (sectionKey: string, id: PmsItemId): string =>
    `library/sections/${requireSectionKey(sectionKey)}/all?type=1&id=${requireItemId(id)}`;

  return {
    edit: async (sectionKey, id, edit, { signal } = {}) => {
      const path = target(sectionKey, id);
      const room = maxEditLineBytes - lineBytes(`${connection.base.url.pathname}${path}&`);
      const queries = editQueries(edit, room).toSorted(
        // What may be refused for its length goes last, so that it keeps nothing else from its place.
        (a, b) => Number(a.length > room) - Number(b.length > room),
      );
      if (queries.length === 0) throw emptyEdit(id);
      for (const query of queries) {
        await sendTwice({
          method: "PUT",
          path: `${path}&${query}`,
          action: `edit item ${id}`,
          signal,
        });
      }
    },
    setLocks: async (sectionKey, id, locks, { signal } = {}) => {
      const path = target(sectionKey, id);
      const query = lockQuery(locks);
      if (query === "") throw emptyEdit(id);
      await sendTwice({
        method: "PUT",
        path: `${path}&${query}`,
        action: `lock or unlock fields of item ${id}`,
        signal,
      });
    },
    rate: async (id, rating, { signal } = {}) => {
      await sendTwice({
        method: "PUT",
        path: ":/rate",
        query: [
          ["key", requireItemId(id)],
          ["identifier", "com.plexapp.plugins.library"],
          // -1 clears it (11.6).
          ["rating", rating ?? -1],
        ],
        action: `rate item ${id}`,
        signal,
      });
    },
  };
}
