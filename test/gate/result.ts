/** A failure in three lines: what failed, why, and the command that runs only that. */
export interface Failure {
  readonly what: string;
  readonly why: string;
  readonly how: string;
}

/** What came of a part of the gate. */
export interface Result {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** The seconds since a moment of `performance.now()`, for people. */
export const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);

/** Prints each failure in three lines, and how many passed and failed as the last line of all. */
export function report(results: readonly Result[]): void {
  const failures = results.flatMap((result) => result.failures);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  for (const { what, why, how } of failures) console.log(`\nFAILED ${what}\n  ${why}\n  rerun: ${how}`);
  console.log(`\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

/** A test that is skipped guards nothing, and is not good. */
export const isGood = ({ failures, skipped }: Result): boolean => failures.length === 0 && skipped === 0;
