import { describe, expect, it } from "@jest/globals";

import { createOneTimeCode, type OneTimeCode } from "./one-time-code.ts";

function codes(picks: () => number = () => 0): { code: OneTimeCode; printed: string[] } {
  const printed: string[] = [];
  const code = createOneTimeCode({ pick: picks, print: (text) => void printed.push(text) });
  return { code, printed };
}

/** Each code of other letters than the one before. */
function counting(): () => number {
  let picked = 0;
  return () => Math.floor(picked++ / 8);
}

describe("the one-time code", () => {
  it("is eight letters that cannot be mistaken for each other, in two groups", () => {
    let at = 0;
    const { code, printed } = codes(() => at++ % 31);
    for (let times = 0; times < 4; times += 1) {
      code.offer();
      code.accept(printed.at(-1) ?? "");
    }
    expect(printed.join("")).toMatch(/^(?:[A-Z2-9]{4}-[A-Z2-9]{4}){4}$/);
    expect(printed.join("")).not.toMatch(/[ILO01]/);
  });

  it.each(["AAAA-AAAA", "aaaa-aaaa", "AAAAAAAA", " aaaa aaaa "])("is accepted as %j", (given) => {
    const { code } = codes();
    code.offer();
    expect(code.accept(given)).toBe(true);
  });

  it.each(["", "AAAA-AAAB", "AAAA-AAA", "AAAA-AAAA-A", "*", "x".repeat(10_000)])(
    "is not %j",
    (given) => {
      const { code } = codes();
      code.offer();
      expect(code.accept(given)).toBe(false);
    },
  );

  it("holds once, and is printed once while it waits", () => {
    const { code, printed } = codes();
    code.offer();
    code.offer();
    expect(printed).toHaveLength(1);
    expect(code.accept("AAAAAAAA")).toBe(true);
    expect(code.accept("AAAAAAAA")).toBe(false);
    code.offer();
    expect(printed).toHaveLength(2);
  });

  it("is another one after ten wrong ones", () => {
    const { code, printed } = codes(counting());
    code.offer();
    for (let times = 0; times < 10; times += 1) code.accept("ZZZZ-ZZZZ");
    expect(printed).toEqual(["AAAA-AAAA", "BBBB-BBBB"]);
    expect(code.accept("AAAA-AAAA")).toBe(false);
    expect(code.accept("BBBB-BBBB")).toBe(true);
  });

  it("is nothing before one was printed", () => {
    expect(codes().code.accept("")).toBe(false);
  });
});
