import { applyEdit } from "./apply-edit.ts";
import { selectPicture, uploadPicture } from "./artwork.ts";
import type { RouteContext } from "./context.ts";
import { itemAt, tellChanged } from "./context.ts";
import { isTagKind, type PictureKind, type ServerItem, withLocks } from "./server-item.ts";
import type { FileFacts } from "./state.ts";

/** What a test does to the server without a request: the disk, and a person at Plex Web. Listeners are told. */
export interface ByHand {
  /**
   * Edits a field or a list as Plex Web does, which locks it. "" and [] clear.
   *
   * @param lock @default true
   */
  setField(id: number, name: string, value: string | readonly string[], lock?: boolean): ServerItem;
  lockField(id: number, name: string, locked?: boolean): ServerItem;
  /** Plex takes writes to a scalar field and keeps what it has, as it did with genres (section 13). @default true */
  keepField(id: number, name: string, keeps?: boolean): void;
  /** A person uploads a picture of their own, or chooses one that is in the picker by its ratingKey. */
  userSelectsPoster(id: number, picture: Uint8Array | string, kind?: PictureKind): ServerItem;
  /** A file appears on the disk; the next scan of its section sees it. */
  addFile(path: string, facts?: Partial<FileFacts>): void;
  removeFile(path: string): void;
  /** A second version of an item: one more file. */
  addVersion(id: number, path: string, facts?: Partial<FileFacts>): ServerItem;
  /** Somebody watched it. */
  watch(id: number): ServerItem;
}

const factsOf = ({ size = 1_000_000, duration = 60_000 }: Partial<FileFacts>): FileFacts => ({
  size,
  duration,
});

export function createByHand(context: RouteContext): ByHand {
  const { state } = context;
  const at = (id: number): ServerItem => itemAt(context, String(id));
  const told = (item: ServerItem): ServerItem => {
    tellChanged(context, item);
    return item;
  };
  const withList = (item: ServerItem, name: string, value: readonly string[]): ServerItem => {
    if (name === "actor") {
      return { ...item, roles: value.map((tag) => ({ name: tag, role: null, thumb: null })) };
    }
    if (!isTagKind(name)) throw new Error(`There is no list ${name}.`);
    return { ...item, tags: { ...item.tags, [name]: value } };
  };
  return {
    setField(id, name, value, lock = true) {
      if (typeof value !== "string") {
        return told(state.put(withLocks(withList(at(id), name, value), { [name]: lock })));
      }
      const edit = {
        scalars: new Map([[name, value]]),
        tags: new Map(),
        locks: new Map([[name, lock]]),
      };
      return told(applyEdit(state, at(id), edit));
    },
    lockField: (id, name, locked = true) => told(state.put(withLocks(at(id), { [name]: locked }))),
    keepField(id, name, keeps = true) {
      const names = new Set(state.keptFields.get(id));
      if (keeps) names.add(name);
      else names.delete(name);
      state.keptFields.set(id, names);
    },
    userSelectsPoster: (id, picture, kind = "poster") =>
      told(
        typeof picture === "string"
          ? selectPicture(state, at(id), kind, picture)
          : uploadPicture(state, at(id), kind, picture),
      ),
    addFile(path, facts = {}) {
      state.disk.set(path, factsOf(facts));
    },
    removeFile(path) {
      state.disk.delete(path);
    },
    addVersion(id, path, facts = {}) {
      state.disk.set(path, factsOf(facts));
      const part = { id: state.nextId(), file: path, ...factsOf(facts) };
      const item = at(id);
      return told(state.put({ ...item, parts: [...item.parts, part] }));
    },
    watch(id) {
      const item = at(id);
      const watched = { ...item, viewCount: item.viewCount + 1, lastViewedAt: state.now() };
      state.items.set(id, watched);
      return watched;
    },
  };
}
