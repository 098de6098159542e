import type { RefusalCode } from './codes.ts';
import type { ChangeId, ReassignmentId } from './identifiers.ts';

export interface Violation {
  readonly code: RefusalCode;
  readonly detail: string;
  /** JSON pointer into the request's body. Without it and `parameter`, it is about what the address names. */
  readonly pointer?: string;
  /** A path, query or header parameter. */
  readonly parameter?: string;
  /** With `change-pending`: the open request that blocks this one. */
  readonly changeId?: ChangeId;
  /** With `reassignment-pending`: the requester's own that is just like this one. */
  readonly reassignmentId?: ReassignmentId;
  /** With `state-conflict`: the current state, or the kind of a service. */
  readonly state?: string;
}

/** The rules refuse the request. Lists every rule that fails. Nothing was written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly violations: readonly [Violation, ...Violation[]];

  constructor(first: Violation, ...others: Violation[]) {
    super(first.detail);
    this.violations = [first, ...others];
  }
}

/** A refusal that ends by itself. */
export class TemporaryRefusal extends Refusal {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, violation: Violation) {
    super(violation);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** @throws Refusal if there are any violations */
export function refuseIfAny(violations: readonly Violation[]): void {
  const [first, ...others] = violations;
  if (first !== undefined) throw new Refusal(first, ...others);
}

const mostRelevantFirst: readonly RefusalCode[] = [
  'not-found',
  'not-administration-contact',
  'change-pending',
];

/** The most relevant violation: not permitted, then blocked by an open request, then everything else. */
export const mostRelevant = ({ violations }: Refusal): Violation =>
  mostRelevantFirst
    .map((code) => violations.find((violation) => violation.code === code))
    .find((violation) => violation !== undefined) ?? violations[0];

/**
 * The same answer for what does not exist and for what the caller may not see.
 * @param parameter what named it, if that is not the last parameter of the path
 */
export const notFound = (parameter?: string): Refusal =>
  new Refusal({ code: 'not-found', detail: 'Not found.', ...(parameter !== undefined && { parameter }) });
