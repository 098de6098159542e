import type { RefusalCode } from './codes.ts';
import type { ChangeId } from './identifiers.ts';

/** One failing rule: what failed, where in the body, and what the caller needs to go on. */
export interface Violation {
  readonly code: RefusalCode;
  readonly detail: string;
  /** JSON pointer into the request's body. */
  readonly pointer?: string;
  /** With `change-pending`: the unfinished request that is in the way. */
  readonly changeId?: ChangeId;
  /** With `state-conflict`: the state that does not allow the request, in a word; of a service, its kind. */
  readonly state?: string;
}

/** A request turned down by the rules, with every rule that fails. Nothing was written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly violations: readonly [Violation, ...Violation[]];

  constructor(first: Violation, ...others: Violation[]) {
    super(first.detail);
    this.violations = [first, ...others];
  }
}

/**
 * Turns the request down if any rule fails.
 * @throws Refusal with all of `violations`
 */
export function refuseIfAny(violations: readonly Violation[]): void {
  const [first, ...others] = violations;
  if (first !== undefined) throw new Refusal(first, ...others);
}

/** Codes that tell more than others why a request was turned down, the most telling first. */
const mostRelevantFirst: readonly RefusalCode[] = [
  'not-found',
  'not-administration-contact',
  'change-pending',
];

/** The violation that says best why: who may not ask before what is in the way before what is not allowed. */
export const mostRelevant = ({ violations }: Refusal): Violation =>
  mostRelevantFirst
    .map((code) => violations.find((violation) => violation.code === code))
    .find((violation) => violation !== undefined) ?? violations[0];

/** What the caller may not see answers as what does not exist: the words are the same. */
export const notFound = (): Refusal => new Refusal({ code: 'not-found', detail: 'Not found.' });
