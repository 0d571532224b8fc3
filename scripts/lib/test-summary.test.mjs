import { describe, expect, it } from "@jest/globals";
import { summaryLine, sumResults, withExitCode } from "./test-summary.mjs";

const result = (overrides) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  ...overrides,
});

describe("the sum of the test runs", () => {
  it("adds up packages", () => {
    const sum = sumResults([
      result({ numPassedTests: 3, numPendingTests: 1 }),
      result({ numPassedTests: 4, numFailedTests: 2, numTodoTests: 1 }),
    ]);
    expect(sum).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  it("counts a suite that could not run, and a package without results, as failed", () => {
    expect(sumResults([result({ numRuntimeErrorTestSuites: 1 }), undefined]).failed).toBe(2);
  });

  it("never calls a bad exit a success", () => {
    const good = { passed: 5, failed: 0, skipped: 0 };
    expect(withExitCode(good, 1).failed).toBe(1);
    expect(withExitCode(good, 0)).toEqual(good);
    expect(withExitCode({ ...good, failed: 3 }, 1).failed).toBe(3);
  });

  it.each([
    [{ passed: 5, failed: 0, skipped: 0 }, "5 passed, 0 failed"],
    [{ passed: 5, failed: 1, skipped: 2 }, "5 passed, 1 failed, 2 skipped"],
  ])("prints %j", (sum, line) => {
    expect(summaryLine(sum)).toBe(line);
  });
});
