const DEEPEST = 6;
const LONGEST_LIST = 50;

/** By what it holds: an error may come from another realm, where `instanceof` knows nothing of it. */
const isError = (value: object): value is Error =>
  value instanceof Error || ("stack" in value && "message" in value && "name" in value);

/** An error as plain fields, with its chain of causes. Winston alone loses both. */
function plainError(error: Error, depth: number, seen: ReadonlySet<unknown>): object {
  const { name, message, stack, cause } = error;
  const extra = Object.entries(error).filter(
    ([key]) => key !== "cause" && key !== "response" && key !== "request",
  );
  return {
    name,
    message,
    ...Object.fromEntries(extra.map(([key, value]) => [key, plain(value, depth + 1, seen)])),
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && { cause: plain(cause, depth + 1, seen) }),
    ...("errors" in error && { errors: plain(error.errors, depth + 1, seen) }),
  };
}

function plainObject(value: object, depth: number, seen: ReadonlySet<unknown>): unknown {
  if (seen.has(value)) return "(circular)";
  if (depth > DEEPEST) return "(too deep)";
  const within = new Set(seen).add(value);
  if (isError(value)) return plainError(value, depth, within);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "(no date)" : value.toISOString();
  if (value instanceof URL) return value.href;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (value instanceof Map || value instanceof Set) return plain([...value], depth, within);
  if (Array.isArray(value)) {
    const shown = value.slice(0, LONGEST_LIST).map((entry) => plain(entry, depth + 1, within));
    return value.length > LONGEST_LIST
      ? [...shown, `(${value.length - LONGEST_LIST} more)`]
      : shown;
  }
  const entries = Object.entries(value).map(([key, entry]) => [
    key,
    plain(entry, depth + 1, within),
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** Whether JSON.stringify can take all fields as they are, which is the rule in lines about requests. */
export function arePlain(fields: Readonly<Record<string, unknown>>): boolean {
  for (const key in fields) {
    const value = fields[key];
    const kind = typeof value;
    if (kind !== "string" && kind !== "number" && kind !== "boolean" && value !== undefined)
      return false;
  }
  return true;
}

/** A value that JSON.stringify can take, whatever was handed to the logger: it never throws. */
export function plain(value: unknown, depth = 0, seen: ReadonlySet<unknown> = new Set()): unknown {
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return "(function)";
  if (typeof value !== "object" || value === null) return value;
  return plainObject(value, depth, seen);
}
