import type { BadRequestCode } from '../domain/codes.ts';
import type { ProblemEntry } from './problem.ts';

export interface BadRequestEntry extends ProblemEntry {
  readonly code: BadRequestCode;
}

/** A request that does not match its schemas. No rule was checked and nothing was written. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly entries: readonly [BadRequestEntry, ...BadRequestEntry[]];

  constructor(first: BadRequestEntry, ...others: BadRequestEntry[]) {
    super(first.detail);
    this.entries = [first, ...others];
  }
}
