import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";

import { parityProblems } from "./v1-parity.mjs";

const root = new URL("../../", import.meta.url);
const read = (file) => {
  const url = new URL(file, root);
  return existsSync(url) ? readFileSync(url, "utf8") : null;
};
const page = readFileSync(new URL("docs/v1-parity.md", root), "utf8");

it("every fault of version 1 has a row, and every test that a row names bears its number", () => {
  expect(parityProblems(page, read)).toEqual([]);
});

it.each([
  ["a row that is gone", page.replace(/^\| B17 .*$/m, ""), /^B17 has no row/],
  ["a row without a test", page.replace(/^\| B17 .*$/m, "| B17 | a | b | |"), /B17 names no test/],
  ["a row twice", `${page}| L6 | a | b | \`c.test.ts\` |\n`, /^L6 has more than one row/],
  ["a row too much", `${page}| L99 | a | b | \`c.test.ts\` |\n`, /^L99 is no row/],
  [
    "a file that is gone",
    page.replace(/^\| B17 .*$/m, "| B17 | a | b | `gone.test.ts` |"),
    /gone\.test\.ts does not exist/,
  ],
])("tells of %s", (_what, changed, problem) => {
  expect(parityProblems(changed, read)).toContainEqual(expect.stringMatching(problem));
});

it.each([
  ["in a title", 'it("B17, L6: the right row", () => {})', true],
  ["in a title that breaks over lines", 'describe(\n  "B17: the right row",\n)', true],
  ["behind a table", '] as const)("B17: when it %s", async () => {})', true],
  ["as the first case of a table", '["B17", "reconcile"],', true],
  ["in a comment only", '// B17\nit("the right row", () => {})', false],
  ["of another row", 'it("B1: the right row", () => {})', false],
  ["as the beginning of another row", 'it("B171: the right row", () => {})', false],
])("sees a row %s", (_where, source, isSeen) => {
  const problems = parityProblems("| B17 | a | b | `c.test.ts` |\n", () => source);
  expect(problems.some((problem) => problem.includes("has the row in its name"))).toBe(!isSeen);
});
