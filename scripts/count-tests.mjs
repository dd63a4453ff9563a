import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/** Adds up vitest's JSON reports: numbers of tests, the failed ones with their first line, reports that are missing. */
export function countTests(files) {
  const count = { passed: 0, failed: 0, skipped: 0, failures: [], missing: [] };
  for (const file of files) {
    if (!existsSync(file)) {
      count.missing.push(relative(process.cwd(), file));
      continue;
    }
    const report = JSON.parse(readFileSync(file, "utf8"));
    count.passed += report.numPassedTests;
    count.skipped += report.numPendingTests + report.numTodoTests;
    for (const suite of report.testResults) {
      const failed = suite.assertionResults.filter(({ status }) => status === "failed");
      count.failed += failed.length;
      for (const { fullName, failureMessages } of failed) {
        count.failures.push({ name: fullName, message: (failureMessages[0] ?? "").split("\n")[0] });
      }
      if (suite.status === "failed" && failed.length === 0) {
        count.failed += 1;
        count.failures.push({
          name: relative(process.cwd(), suite.name),
          message: suite.message.split("\n")[0],
        });
      }
    }
  }
  return count;
}
