import { describe, expect, it } from "@jest/globals";

import { fromPlainError, toPlainError } from "../stash-mirror/plain-error.ts";
import { GapError, gapErrorCode } from "./gap-error.ts";

describe("an error of the gaps", () => {
  it("is known by its code, also when it comes from another thread", () => {
    const error = new GapError("cannot-repair", "PLEX_URL is not set.");
    const other = fromPlainError(structuredClone(toPlainError(error)));
    expect([error, other].map(gapErrorCode)).toEqual(["cannot-repair", "cannot-repair"]);
    expect(other.message).toBe("PLEX_URL is not set.");
  });

  it.each([
    new Error("disk I/O error"),
    Object.assign(new Error("other"), { code: "cancelled" }),
    Object.assign(new Error("newer"), { name: "GapError", code: "of-tomorrow" }),
    "text",
    null,
  ])("is not %p", (error) => {
    expect(gapErrorCode(error)).toBeNull();
  });
});
