/** A map that counts its changes, so that what was computed from it can be kept until the next one. */
export class CountedMap<Key, Value> extends Map<Key, Value> {
  changes = 0;

  override set(key: Key, value: Value): this {
    this.changes += 1;
    return super.set(key, value);
  }

  override delete(key: Key): boolean {
    this.changes += 1;
    return super.delete(key);
  }
}
