import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { dueWorkPeriodSeconds } from '../../../shared/domain/step-timing.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import type { Failure } from '../../../shared/store/failures.ts';
import { rememberMissing, type Missing } from '../../../shared/store/missing.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { failuresAmong, presentMembers, tallyMembers, sumOf } from './tally-members.ts';

const recordWidth = 10;

/**
 * Reads one page of missing members again, consistently. If their messages have expired, it resends them up to a
 * limit, then records a failure. When no page has missing members, the recheck of failures begins.
 */
export async function resendMissing(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'resending'>,
): Promise<StepResult> {
  const { changes, services, failures, missing: missingStore, clock } = capabilities;
  const { changeId, propagation } = change;
  const missing = await missingStore.next(changeId, propagation.cursor);
  if (missing === undefined) return beginNextPass(capabilities, change);

  const rows = await services.findMany(missing.members);
  const present = presentMembers(change, missing.members, rows);
  const found = tallyMembers(change, present, rows, await failuresAmong(failures, change, present));
  const left = await sendAgain(capabilities, change, { ...missing, members: [...found.missing] });
  const version = change.version + 1;
  const tally = sumOf(propagation.tally, found.tally);
  const looked = { ...change, version, propagation: { ...propagation, cursor: missing.first, tally } };
  const saved = await changes.proceed(looked, clock.now(), [rememberMissing(changeId, left)]);
  return saved ? { version, delaySeconds: 0 } : undefined;
}

/** Restarts with the first page of missing members. Without one, enters the next phase. */
async function beginNextPass(
  { changes, missing: missingStore, clock }: AdvanceCapabilities,
  change: ChangeIn<'resending'>,
): Promise<StepResult> {
  const { changeId, propagation } = change;
  const first = propagation.cursor === undefined ? undefined : await missingStore.next(changeId, undefined);
  if (first === undefined) {
    const { services, tally } = propagation;
    const nothingYet = { failed: 0, superseded: 0, removed: 0 };
    const next = enterPhase(propagation, { phase: 'rechecking', services, tally, ...nothingYet });
    return { atOnce: { ...change, propagation: next } };
  }
  const version = change.version + 1;
  const now = clock.now();
  const again = { ...change, version, propagation: { ...propagation, cursor: undefined } };
  return (await changes.proceed(again, now))
    ? { version, delaySeconds: delayBeforeNextPass(first, now) }
    : undefined;
}

/** Resends messages that have expired, and records a failure after the last one. */
async function sendAgain(
  { memberQueue, failures, clock, metrics, resendAfterMilliseconds, changeLimits }: AdvanceCapabilities,
  change: ChangeIn<'resending'>,
  missing: Missing,
): Promise<Missing> {
  const now = clock.now();
  const mayBeAlive =
    missing.sentAt !== undefined && now.getTime() - Date.parse(missing.sentAt) < resendAfterMilliseconds;
  if (mayBeAlive || missing.members.length === 0) return missing;
  const { sendLimit } = changeLimits;
  if (missing.sends < sendLimit) {
    await memberQueue.send(memberMessages(change, missing.members));
    if (missing.sends > 0) metrics.count('MembersResent', missing.members.length);
    return { ...missing, sentAt: clock.now().toISOString(), sends: missing.sends + 1 };
  }
  const recorded = await mapConcurrently(missing.members, recordWidth, (serviceId) =>
    failures.record(change, undelivered(serviceId, sendLimit, now)),
  );
  metrics.count('MembersGivenUp', recorded.filter(Boolean).length);
  return missing;
}

const undelivered = (serviceId: ServiceId, attempts: number, now: Date): Failure => ({
  serviceId,
  code: 'undelivered',
  detail: `The member did not apply the change. Its message was sent ${attempts} times.`,
  attempts,
  at: now.toISOString(),
});

/**
 * Seconds. The pause grows with the age of the messages. If it exceeds the time after which the change is due, the
 * sweep begins the pass, and the delayed message is dropped.
 */
export function delayBeforeNextPass({ sentAt }: Pick<Missing, 'sentAt'>, now: Date): number {
  if (sentAt === undefined) return 0;
  const elapsedSeconds = (now.getTime() - Date.parse(sentAt)) / 1_000;
  return Math.min(Math.max(Math.round(elapsedSeconds / 2), 2), dueWorkPeriodSeconds);
}
