import { describe, expect, it } from "@jest/globals";

import { createLastLooks } from "./last-looks.ts";

describe("what is remembered of looks", () => {
  it("keeps apart looks that follow each other too soon", () => {
    const looks = createLastLooks();
    expect(looks.mayLook(1, 0, 100)).toBe(true);
    looks.looked(1, 0);
    expect(looks.mayLook(1, 99, 100)).toBe(false);
    expect(looks.mayLook(2, 99, 100)).toBe(true);
    expect(looks.mayLook(1, 100, 100)).toBe(true);
  });

  it("forgets the oldest when there are too many", () => {
    const looks = createLastLooks(2);
    looks.looked(1, 0);
    looks.looked(2, 1);
    looks.looked(1, 2);
    looks.looked(3, 3);
    expect([1, 2, 3].map((id) => looks.mayLook(id, 4, 100))).toEqual([false, true, false]);
  });
});
