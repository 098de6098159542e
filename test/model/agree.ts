import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** Expects `actual` to equal `expected`. Only what differs is given to `expect`, which takes far longer to compare. */
export function agree(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
