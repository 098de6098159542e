import { openAccountViolations } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { covers, type ConsentCode } from '../domain/consent-code.ts';
import type { ReassignmentId } from '../domain/identifiers.ts';
import { newReassignment, type Reassignment, type ReassignmentRequest } from '../domain/reassignment.ts';
import { Refusal, refuseIfAny, type Violation } from '../domain/refusal.ts';
import { hashOf } from '../runtime/hash.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { ConsentCodeStore } from '../store/consent-codes.ts';
import { isCurrent, type Remembered } from '../store/idempotency.ts';
import { announceJob } from './announce-job.ts';
import type { DecideJobDependencies } from './decide-reassignment.ts';
import { judging } from './judging.ts';
import type { RequestIdempotency } from './request-change.ts';

export interface RequestJobDependencies extends DecideJobDependencies {
  readonly accounts: AccountStore;
  readonly consentCodes: ConsentCodeStore;
  readonly newReassignmentId: (now: Date) => ReassignmentId;
}

/** What the caller asks for. */
export interface AskedJob extends Omit<ReassignmentRequest, 'requestedBy' | 'isByOperator'> {
  readonly consentCode?: string | undefined;
}

export interface RequestJobOptions {
  /** Judge and answer as if, and write nothing. */
  readonly isDryRun: boolean;
  readonly idempotency?: RequestIdempotency<Reassignment> | undefined;
}

/** The job as it was recorded, or would be; or what the same request was answered before. */
export type RequestJobResult =
  | { readonly job: Reassignment; readonly replayed?: undefined }
  | { readonly job?: undefined; readonly replayed: Remembered };

/**
 * Records a bulk job; with the consent of `to` there, it is scheduled or runs at once. Whether its targets can be changed is
 * judged as each one's turn comes.
 * @throws Refusal `idempotency-key-reused`, or with every rule that fails; nothing is then written
 */
export function requestReassignment(
  dependencies: RequestJobDependencies,
  caller: Caller,
  asked: AskedJob,
  { isDryRun, idempotency }: RequestJobOptions,
): Promise<RequestJobResult> {
  const { reassignments, accounts, consentCodes, reassignmentQueue, clock, log } = dependencies;
  const { consentCode, ...rest } = asked;
  const request: ReassignmentRequest = {
    ...rest,
    requestedBy: caller.nic,
    isByOperator: caller.isOperator,
  };
  return judging<RequestJobResult>(async () => {
    const [known, code, remembered] = await Promise.all([
      accounts.findMany([asked.to]),
      consentCode === undefined ? undefined : consentCodes.find(hashOf(consentCode)),
      idempotency === undefined || isDryRun ? undefined : reassignments.findRemembered(idempotency.hash),
    ]);
    const now = clock.now();
    if (remembered !== undefined && isCurrent(remembered, now)) {
      if (remembered.fingerprint === idempotency?.fingerprint) return { replayed: remembered };
      const detail = 'The idempotency key was sent with another request within the last 24 hours.';
      throw new Refusal({ code: 'idempotency-key-reused', detail });
    }
    const isCovered = code !== undefined && isGoodFor(code, request, now);
    refuseIfAny([
      ...openAccountViolations('administration', asked.to, known).map((one) => ({ ...one, pointer: '/to' })),
      ...violationsOf(request, now),
      ...(consentCode === undefined || isCovered ? [] : [codeInvalid(request)]),
    ]);
    const job = newReassignment(dependencies.newReassignmentId(now), request, isCovered, now);
    if (isDryRun) return { job };
    const remember: Remembered | undefined = idempotency && {
      hash: idempotency.hash,
      fingerprint: idempotency.fingerprint,
      ...idempotency.answer(job),
      answeredAt: now.toISOString(),
      replaces: remembered?.answeredAt,
    };
    if (!(await reassignments.record(job, now, { code: isCovered ? code : undefined, remember })))
      return undefined;
    await announceJob(job, reassignmentQueue, log);
    return { job };
  });
}

/** A code that is bound to one group is good for a job that is bound to that group alone. */
const isGoodFor = (code: ConsentCode, { to, roles, groupIds }: ReassignmentRequest, now: Date): boolean =>
  (code.groupId === undefined || groupIds?.every((groupId) => groupId === code.groupId) === true) &&
  covers({ ...code, groupId: undefined }, { nic: to, roles }, now);

function violationsOf({ from, to, runAt }: ReassignmentRequest, now: Date): Violation[] {
  const violations: Violation[] = [];
  if (from === to) {
    const detail = `${to} would take over from itself.`;
    violations.push({ code: 'nothing-to-change', pointer: '/to', detail });
  }
  if (runAt !== undefined && Date.parse(runAt) <= now.getTime()) {
    const detail = 'The time at which the reassignment is to run must be ahead.';
    violations.push({ code: 'effective-time-invalid', pointer: '/runAt', detail });
  }
  return violations;
}

const codeInvalid = ({ to }: ReassignmentRequest): Violation => ({
  code: 'consent-code-invalid',
  pointer: '/consentCode',
  detail: `The code is not an unused consent of ${to} to these roles.`,
});
