import type { GapErrorCode } from "../src/gaps/gap-error.ts";
import { gapErrorCode } from "../src/gaps/gap-error.ts";
import type { GapsFixture } from "./gaps-fixture.ts";

/** Compares, and answers the failure of it. */
export const createCompareError =
  (fixture: () => GapsFixture) =>
  async (): Promise<{ readonly code: GapErrorCode | null; readonly message: string }> => {
    const f = fixture();
    const outcome = await f.passing(
      f.service.compare().then(
        () => null,
        (error: unknown) => ({
          code: gapErrorCode(error),
          message: error instanceof Error ? error.message : String(error),
        }),
      ),
    );
    if (outcome === null) throw new Error("The comparison did not fail.");
    return outcome;
  };
