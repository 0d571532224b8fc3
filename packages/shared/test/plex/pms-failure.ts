import { PmsError } from "../../src/plex/pms/index.ts";

/** The error that a call rejects with; fails when it succeeds, or when the error is another one. */
export async function failureOf(call: Promise<unknown>): Promise<PmsError> {
  const error: unknown = await call.then(
    () => new Error("the call succeeded"),
    (reason: unknown) => reason,
  );
  if (error instanceof PmsError) return error;
  throw error;
}
