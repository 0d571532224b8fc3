const mostFields = 200;
const longestField = 64;

const isFieldName = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= longestField;

/**
 * Reads the names of what was sent. Null when they say nothing: absent, empty (as an embedded script sees an absent
 * list, docs/reference/stash.md, 4.14) or not a list of up to 200 short names. Then anything may have changed.
 */
export function readEventFields(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostFields) return null;
  const items: readonly unknown[] = value;
  return items.every(isFieldName) ? items : null;
}
