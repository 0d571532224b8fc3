/**
 * Adds up jest's JSON results, one per package; `undefined` stands for a package whose results are
 * missing (jest did not come so far). A suite that could not run counts as one failed test: it has
 * none of its own in jest's count.
 */
export function sumResults(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    if (result === undefined) {
      sum.failed += 1;
      continue;
    }
    sum.passed += result.numPassedTests;
    sum.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    sum.skipped += result.numPendingTests + result.numTodoTests;
  }
  return sum;
}

/** A run that ended badly without a failed test (an open handle, a failed build) still counts as one failure. */
export function withExitCode(sum, exitCode) {
  return exitCode !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
}

/** The last line of a test run: `12 passed, 0 failed`, and `, 3 skipped` where some were. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
