import type { ProblemEntry } from './problem.ts';

/** A request that is not of the contract's form: nothing was judged, nothing was written. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly entries: readonly [ProblemEntry, ...ProblemEntry[]];

  constructor(first: ProblemEntry, ...others: ProblemEntry[]) {
    super(first.detail);
    this.entries = [first, ...others];
  }
}
