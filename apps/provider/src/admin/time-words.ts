/** How long ago something was, for people. */
export function ago(time: number | null, now: number): string {
  if (time === null) return "never";
  const seconds = Math.max(0, Math.round((now - time) / 1_000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** A count with separators, as in 100,000. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}
