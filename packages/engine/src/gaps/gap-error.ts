/**
 * - `unknown-cursor`: a page was asked for that no page before has led to.
 * - `cannot-compare`, `cannot-repair`: this installation cannot do it; the sentence says what to set.
 * - `cancelled`: somebody ended the comparison.
 */
export type GapErrorCode = "unknown-cursor" | "cannot-compare" | "cannot-repair" | "cancelled";

const codes: ReadonlySet<string> = new Set<GapErrorCode>([
  "unknown-cursor",
  "cannot-compare",
  "cannot-repair",
  "cancelled",
]);

/** Why the gaps could not do what was asked. The message is a sentence for people. */
export class GapError extends Error {
  override readonly name = "GapError";
  readonly code: GapErrorCode;

  constructor(code: GapErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The code of an error of the gaps, or null. An error that came from another thread has lost its class, not its code. */
export function gapErrorCode(error: unknown): GapErrorCode | null {
  if (!(error instanceof Error) || error.name !== "GapError" || !("code" in error)) return null;
  return codes.has(String(error.code)) ? (error.code as GapErrorCode) : null;
}
