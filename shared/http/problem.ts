import type { ProblemCode } from '../domain/codes.ts';
import type { Violation } from '../domain/refusal.ts';
import { problemEntryLimit } from './contract/problem-answer.ts';
import { roles } from '../domain/roles.ts';

/** The status and the title of each problem code. */
export const problemCodes = {
  'malformed-json': [400, 'The body is not valid JSON'],
  'invalid-cursor': [400, 'The cursor does not belong to this list'],
  'invalid-parameter': [400, 'A path, query or header parameter is not valid'],
  'not-administration-contact': [403, 'Only the administration contact may do this'],
  'not-a-recipient': [403, 'Only a recipient may accept or refuse'],
  'not-the-requester': [403, 'Only the requester may do this'],
  'operator-only': [403, 'Only an operator may do this'],
  'not-found': [404, 'Not found'],
  'change-pending': [409, 'An open request blocks this one'],
  'state-conflict': [409, 'The current state does not allow this'],
  'too-many-open': [409, 'Too many of these are open'],
  'reassignment-pending': [409, 'A reassignment just like this one has not ended'],
  'reminded-recently': [409, 'A reminder was sent in the last hour'],
  'service-in-another-group': [409, 'The service belongs to another group'],
  'unsupported-media-type': [415, 'The content type must be application/json'],
  'validation-failed': [422, 'The body does not match its schema'],
  'role-not-changeable': [422, 'This role cannot be changed on a single service'],
  'recipient-unknown': [422, 'The recipient has no account'],
  'recipient-closed': [422, "The recipient's account is closed"],
  'recipient-not-validated': [422, 'The recipient has not completed the VoIP validation'],
  'recipient-in-debt': [422, "The recipient's balance is negative"],
  'holder-unknown': [422, 'The nic to be replaced has no account'],
  'nothing-to-change': [422, 'Nothing to change'],
  'consent-code-invalid': [422, 'The consent code is not valid for this request'],
  'effective-time-invalid': [422, 'The time must be in the future, at most a year ahead'],
  'idempotency-key-reused': [422, 'The idempotency key was used for a different request'],
  'internal-error': [500, 'Internal error'],
  unavailable: [503, 'Temporarily unavailable'],
} as const satisfies Record<ProblemCode, readonly [number, string]>;

/**
 * One entry of `errors`. `parameter` names a path, query or header parameter; `pointer` a part of the body, and the
 * empty one the request as a whole.
 */
export interface ProblemEntry extends Omit<Violation, 'code'> {
  readonly code: ProblemCode;
}

/**
 * The entry with its place. One without is about what the address names: the last parameter of the path or, without
 * one, the request as a whole.
 */
export function placed(entry: ProblemEntry, path: string): ProblemEntry {
  if (entry.pointer !== undefined || entry.parameter !== undefined) return entry;
  const parameter = lastParameterOf(path);
  return parameter === undefined ? { ...entry, pointer: '' } : { ...entry, parameter };
}

/** @param path with parameters in braces */
export const lastParameterOf = (path: string): string | undefined => /.*\{(\w+)\}/.exec(path)?.[1];

/** An RFC 9457 problem. */
export interface Problem {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors: readonly ProblemEntry[];
}

const statusOf = (code: ProblemCode): number => problemCodes[code][0];

/** 403 before 409 before 422, then administration, technical, billing. */
function byImportance(a: ProblemEntry, b: ProblemEntry): number {
  const place = ({ pointer }: ProblemEntry) => roles.findIndex((role) => pointer === `/contacts/${role}`);
  return statusOf(a.code) - statusOf(b.code) || place(a) - place(b);
}

/** The problem with a hundred entries at most. Its code and status are those of the first in the contract's order. */
export function problemOf(entries: readonly [ProblemEntry, ...ProblemEntry[]], instance: string): Problem {
  const [first = entries[0], ...others] = entries.toSorted(byImportance);
  const { code, detail, changeId, reassignmentId, state } = first;
  const [status, title] = problemCodes[code];
  return {
    type: `/problems/${code}`,
    code,
    title,
    status,
    detail,
    instance,
    ...(changeId !== undefined && { changeId }),
    ...(reassignmentId !== undefined && { reassignmentId }),
    ...(state !== undefined && { state }),
    errors: [first, ...others].slice(0, problemEntryLimit),
  };
}
