import { mustBeOpen, unmetRequirements } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { covers } from '../domain/consent-code.ts';
import { newReassignment, type Reassignment, type ReassignmentRequest } from '../domain/reassignment.ts';
import { refuseIfAny, type Violation } from '../domain/refusal.ts';
import { hashOf } from '../runtime/hash.ts';
import type { Remembered } from '../store/idempotency.ts';
import { enqueueNextReassignmentStep } from './enqueue-next-step.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { keyReused, toRemember, useOfKey, type RequestIdempotency } from './request-idempotency.ts';
import type { Capabilities, ReassignmentCapabilities } from './capabilities.ts';

export interface AskedReassignment extends Omit<ReassignmentRequest, 'requestedBy' | 'isByOperator'> {
  readonly consentCode?: string | undefined;
}

export interface RequestReassignmentOptions {
  /** Checks and answers like a real request, but writes nothing. */
  readonly isDryRun: boolean;
  readonly idempotency?: RequestIdempotency<Reassignment> | undefined;
}

/** The recorded reassignment, or the one that a dry run would record; or the remembered answer to the same request. */
export type RequestReassignmentResult =
  | { readonly reassignment: Reassignment; readonly replayed?: undefined }
  | { readonly reassignment?: undefined; readonly replayed: Remembered };

/**
 * Records a reassignment, scheduled or running if `to` has consented. Each target is checked when its turn comes.
 * @throws Refusal `idempotency-key-reused`, or every rule that fails. Writes nothing then.
 */
export function requestReassignment(
  capabilities: ReassignmentCapabilities &
    Pick<Capabilities, 'accounts' | 'consentCodes' | 'newReassignmentId'>,
  caller: Caller,
  asked: AskedReassignment,
  { isDryRun, idempotency }: RequestReassignmentOptions,
): Promise<RequestReassignmentResult> {
  const { reassignments, accounts, consentCodes, reassignmentQueue, clock, log } = capabilities;
  const { consentCode, ...rest } = asked;
  const request: ReassignmentRequest = {
    ...rest,
    requestedBy: caller.nic,
    isByOperator: caller.isOperator,
  };
  return retryOnConflict<RequestReassignmentResult>(async () => {
    const [known, code, remembered] = await Promise.all([
      accounts.findMany([asked.to]),
      consentCode === undefined ? undefined : consentCodes.find(hashOf(consentCode)),
      idempotency === undefined || isDryRun ? undefined : reassignments.findRemembered(idempotency.hash),
    ]);
    const now = clock.now();
    const use = useOfKey(remembered, idempotency, now);
    if (use === 'reused') throw keyReused();
    if (use !== undefined) return use;
    const { to: nic, roles, groupIds } = request;
    const isCovered = code !== undefined && covers(code, { nic, roles, groupIds }, now);
    refuseIfAny([
      ...unmetRequirements(asked.to, known, [mustBeOpen], '/to'),
      ...violationsOf(request, now),
      ...(consentCode === undefined || isCovered ? [] : [codeInvalid(request)]),
    ]);
    const reassignment = newReassignment(capabilities.newReassignmentId(now), request, isCovered, now);
    if (isDryRun) return { reassignment };
    const remember = toRemember(idempotency, reassignment, remembered, now);
    if (!(await reassignments.record(reassignment, now, { code: isCovered ? code : undefined, remember })))
      return undefined;
    await enqueueNextReassignmentStep(reassignment, reassignmentQueue, log);
    return { reassignment };
  });
}

function violationsOf({ from, to, runAt }: ReassignmentRequest, now: Date): Violation[] {
  const violations: Violation[] = [];
  if (from === to) {
    const detail = `from and to are both ${to}.`;
    violations.push({ code: 'nothing-to-change', pointer: '/to', detail });
  }
  if (runAt !== undefined && Date.parse(runAt) <= now.getTime()) {
    const detail = 'runAt must be in the future.';
    violations.push({ code: 'effective-time-invalid', pointer: '/runAt', detail });
  }
  return violations;
}

const codeInvalid = ({ to }: ReassignmentRequest): Violation => ({
  code: 'consent-code-invalid',
  pointer: '/consentCode',
  detail: `This is not a valid, unused consent code of ${to} for these roles.`,
});
