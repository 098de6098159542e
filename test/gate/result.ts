/** A failure in three lines: what failed, why, and the command that runs only that. */
export interface Failure {
  readonly what: string;
  readonly why: string;
  readonly how: string;
}

export interface Result {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** The seconds since `since`, a value of `performance.now()`, as text. */
export const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);

/** Prints each failure in three lines, then the numbers of passed and failed as the last line. */
export function report(results: readonly Result[]): void {
  const failures = results.flatMap((result) => result.failures);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  for (const { what, why, how } of failures) console.log(`\nFAILED ${what}\n  ${why}\n  rerun: ${how}`);
  console.log(`\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

/** Whether nothing failed. A skipped test counts as a failure. */
export const isGood = ({ failures, skipped }: Result): boolean => failures.length === 0 && skipped === 0;
