import { mustBeOpen, unmetRequirements, type Accounts } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { covers } from '../domain/consent-code.ts';
import { timeViolations } from '../domain/future-time.ts';
import { ReassignmentId } from '../domain/identifiers.ts';
import { tooManyOpen } from '../domain/open-limit.ts';
import {
  hasEnded,
  newReassignment,
  reassignmentAsOf,
  type Reassignment,
  type ReassignmentRequest,
} from '../domain/reassignment.ts';
import { refuseIfAny, type Violation } from '../domain/refusal.ts';
import { hashOf } from '../runtime/hash.ts';
import type { Remembered } from '../store/idempotency.ts';
import type { OpenEntries } from '../store/open-entries.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueNextReassignmentStep } from './enqueue-next-step.ts';
import { lookForTargets, type FoundTargets } from './look-for-targets.ts';
import type { TargetPage } from './reassignment-candidates.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { keyReused, toRemember, useOfKey, type RequestIdempotency } from './request-idempotency.ts';
import { withOpenEntry } from './with-open-entry.ts';
import type { Capabilities, ReassignmentCapabilities } from './capabilities.ts';

export interface AskedReassignment extends Omit<ReassignmentRequest, 'requestedBy' | 'isByOperator'> {
  readonly consentCode?: string | undefined;
}

export interface RequestReassignmentOptions {
  /** Checks and answers like a real request, but writes nothing. */
  readonly isDryRun: boolean;
  /** The page of a dry run's preview. */
  readonly page?: { readonly after: string | undefined; readonly limit: number } | undefined;
  readonly idempotency?: RequestIdempotency<Reassignment> | undefined;
}

/** What the rules were judged by, so that a preview need not read it again. */
export interface ReadAlready {
  readonly accounts: Accounts;
  /** The asked page, if it was looked at. */
  readonly page?: TargetPage | undefined;
}

/** The recorded reassignment, or the one that a dry run would record; or the remembered answer to the same request. */
export type RequestReassignmentResult =
  | { readonly reassignment: Reassignment; readonly read: ReadAlready; readonly replayed?: undefined }
  | { readonly reassignment?: undefined; readonly replayed: Remembered };

/**
 * Records a reassignment, scheduled or running if `to` has consented. Each target is checked when its turn comes.
 * @throws Refusal `idempotency-key-reused`, or every rule that fails. Writes nothing then.
 */
export function requestReassignment(
  capabilities: ReassignmentCapabilities &
    Pick<Capabilities, 'accounts' | 'consentCodes' | 'groups' | 'newReassignmentId' | 'services'>,
  caller: Caller,
  asked: AskedReassignment,
  { isDryRun, page, idempotency }: RequestReassignmentOptions,
): Promise<RequestReassignmentResult> {
  const { reassignments, accounts, consentCodes, reassignmentQueue, clock, log } = capabilities;
  const { consentCode, ...rest } = asked;
  const request: ReassignmentRequest = {
    ...rest,
    requestedBy: caller.nic,
    isByOperator: caller.isOperator,
  };
  return retryOnConflict<RequestReassignmentResult>(async () => {
    const [known, code, { open, lastAlike, remembered }] = await Promise.all([
      accounts.findMany(caller.isOperator ? [asked.to, asked.from] : [asked.to]),
      consentCode === undefined ? undefined : consentCodes.find(hashOf(consentCode)),
      reassignments.findBefore(request, isDryRun ? undefined : idempotency?.hash),
    ]);
    const now = clock.now();
    const use = useOfKey(remembered, idempotency, now);
    if (use === 'reused') throw keyReused();
    if (use !== undefined) return use;
    const { to: nic, roles, groupIds } = request;
    const isCovered = code !== undefined && covers(code, { nic, roles, groupIds }, now);
    const reassignment = newReassignment(capabilities.newReassignmentId(now), request, isCovered, now);
    const withThis = caller.isOperator ? undefined : await withThisOne(capabilities, open, reassignment, now);
    const look = await lookForTargets(capabilities, reassignment, page);
    refuseIfAny([
      ...violationsOf(request, now),
      ...violationsByTargets(reassignment, look.found, known),
      ...(consentCode === undefined || isCovered ? [] : [codeInvalid(request)]),
      ...(withThis === 'full' ? [tooManyOpen('reassignments')] : []),
      ...pendingAlike(lastAlike?.found, now),
    ]);
    const read = { accounts: known, page: look.page };
    if (isDryRun || withThis === 'full') return { reassignment, read };
    const remember = toRemember(idempotency, reassignment, remembered, now);
    const extras = {
      code: isCovered ? code : undefined,
      remember,
      open: withThis,
      replaced: lastAlike?.reassignmentId,
    };
    if (!(await reassignments.record(reassignment, now, extras))) return undefined;
    await Promise.all([
      enqueueNextReassignmentStep(reassignment, reassignmentQueue, log),
      enqueueEvents(capabilities, { reassignmentId: reassignment.reassignmentId }, reassignment.requestedBy),
    ]);
    return { reassignment, read };
  });
}

/**
 * What the account of `to` lacks is told only to who could change a target. A nic that shares no target with `from`
 * learns that there is nothing to change, and nothing about any account. Whether `from` has one, an operator learns.
 */
function violationsByTargets(
  { from, to, isByOperator }: Reassignment,
  found: FoundTargets,
  accounts: Accounts,
): Violation[] {
  const ofRecipient = found === 'administered' ? unmetRequirements(to, accounts, [mustBeOpen], '/to') : [];
  if (isByOperator && !accounts.has(from))
    return [...ofRecipient, { code: 'holder-unknown', pointer: '/from', detail: `${from} has no account.` }];
  if (found !== 'none' || from === to) return ofRecipient;
  const where = isByOperator ? '.' : ' where you hold one.';
  const detail = `${from} holds none of these roles${where}`;
  return [{ code: 'nothing-to-change', pointer: '/from', detail }];
}

/** The last one just like this, if it has not ended. Its requester sees it: it is the same. */
function pendingAlike(alike: Reassignment | undefined, now: Date): Violation[] {
  if (alike === undefined || hasEnded(reassignmentAsOf(alike, now))) return [];
  const { reassignmentId } = alike;
  const detail =
    'You requested the same reassignment before, and it has not ended. Cancel it, or wait for its end.';
  return [{ code: 'reassignment-pending', reassignmentId, detail }];
}

/** What the owner has open with this one, or `full` if it may not have one more. */
async function withThisOne(
  { reassignments }: Pick<Capabilities, 'reassignments'>,
  open: OpenEntries,
  { reassignmentId }: Reassignment,
  now: Date,
): Promise<OpenEntries | 'full'> {
  const stillOpen = async (ids: readonly string[]): Promise<string[]> =>
    (await reassignments.findMany(ids.map((id) => ReassignmentId.parse(id))))
      .filter((known) => !hasEnded(reassignmentAsOf(known, now)))
      .map((known) => known.reassignmentId);
  return (await withOpenEntry(open, reassignmentId, stillOpen)) ?? 'full';
}

function violationsOf({ from, to, runAt }: ReassignmentRequest, now: Date): Violation[] {
  const violations: Violation[] = [];
  if (from === to) {
    const detail = `from and to are both ${to}. Name two different nics.`;
    violations.push({ code: 'nothing-to-change', pointer: '/to', detail });
  }
  return [...violations, ...timeViolations('runAt', runAt, now)];
}

const codeInvalid = ({ to }: ReassignmentRequest): Violation => ({
  code: 'consent-code-invalid',
  pointer: '/consentCode',
  detail: `This is not a valid, unused consent code of ${to} for these roles.`,
});
