import { afterEach, expect } from "@jest/globals";

import { closeStages } from "./push-stage.ts";

/** Ends every stage of a test, and holds all requests against the contract of Plex. */
export function endStagesAfterEach(): void {
  afterEach(async () => {
    expect(await closeStages()).toEqual([]);
  });
}
