const MINUTE = 60_000;

function offsetText(minutes: number): string {
  if (minutes === 0) return "Z";
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${hours}:${String(size % 60).padStart(2, "0")}`;
}

/**
 * A time as Stash writes it: RFC 3339 with whole seconds, in the server's own zone.
 *
 * @param ms epoch milliseconds
 * @param offsetMinutes of the server's zone, east positive
 * @see docs/reference/stash.md, 2.6
 */
export function zonedText(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * MINUTE).toISOString().slice(0, 19);
  return local + offsetText(offsetMinutes);
}

/** Unix seconds of a text made by {@link zonedText}: the `t` of a picture's address. */
export function unixSeconds(text: string): number {
  return Math.floor(Date.parse(text) / 1000);
}
