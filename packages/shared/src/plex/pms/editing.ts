import { fieldEdits } from "./edit-apart.ts";
import { editQueries, lockQuery, maxEditLineBytes } from "./edit-requests.ts";
import type { ItemEdit, PmsClient } from "./pms-client.ts";
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

/** What is too long went alone already. */
const tooLong: ReadonlySet<number | null> = new Set([414, 431]);

/** Whether Plex itself said that it does not take what was sent. */
const isRefusal = (error: unknown): error is PmsError =>
  error instanceof PmsError && error.code === "rejected" && error.status !== null;

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

  const sendEdit = async (
    path: string,
    edit: ItemEdit,
    action: string,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    const room = maxEditLineBytes - lineBytes(`${connection.base.url.pathname}${path}&`);
    const queries = editQueries(edit, room).toSorted(
      // What may be refused for its length goes last, so that it keeps nothing else from its place.
      (a, b) => Number(a.length > room) - Number(b.length > room),
    );
    for (const query of queries) {
      await sendTwice({ method: "PUT", path: `${path}&${query}`, action, signal });
    }
  };
  /** Plex took nothing because of one value: the others are brought all the same, and the fault names its field. */
  const sendApart = async (
    path: string,
    id: PmsItemId,
    edit: ItemEdit,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    const refusals: PmsError[] = [];
    for (const { field, edit: alone } of fieldEdits(edit)) {
      await sendEdit(path, alone, `edit ${field} of item ${id}`, signal).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
        refusals.push(error);
      });
    }
    const [first] = refusals;
    if (first !== undefined) throw first;
  };

  return {
    edit: async (sectionKey, id, edit, { signal } = {}) => {
      const path = target(sectionKey, id);
      const fields = fieldEdits(edit);
      if (fields.length === 0) throw emptyEdit(id);
      try {
        await sendEdit(path, edit, `edit item ${id}`, signal);
      } catch (error) {
        const isApart = fields.length === 1 || (isRefusal(error) && tooLong.has(error.status));
        if (!isRefusal(error) || isApart) throw error;
        await sendApart(path, id, edit, signal);
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
