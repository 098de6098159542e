import { recordOutcome } from '../../../shared/commands/record-outcome.ts';
import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { dueWorkPeriodSeconds } from '../../../shared/domain/step-timing.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import type { Failure } from '../../../shared/store/outcomes.ts';
import { rememberMissing, type Missing } from '../../../shared/store/missing.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { presentMembers, recordedBeside, tallyMembers, sumOf } from './tally-members.ts';

const recordWidth = 10;

/**
 * Reads a page's missing members again, consistently. Sends again to those whose message has expired, a bounded number
 * of times; then they fail.
 */
export async function resendMissing(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'resending'>,
): Promise<StepResult> {
  const { changes, services, outcomes, missing: missingStore, clock } = capabilities;
  const { changeId, propagation } = change;
  const missing = await missingStore.next(changeId, propagation.cursor);
  if (missing === undefined) return beginNextPass(capabilities, change);

  const rows = await services.findMany(missing.members);
  const present = presentMembers(change, missing.members, rows);
  const found = tallyMembers(change, present, rows, await recordedBeside(outcomes, change, present));
  const isTooMany = found.overtaken.length > capabilities.changeLimits.recordLimit;
  const superseded = await recordOvertaken(capabilities, change, found.overtaken);
  const members = found.missing.filter((serviceId) => !superseded.has(serviceId));
  const rest = { ...missing, members };
  // The next step records the others. No step sends to them.
  const left = isTooMany ? rest : await sendAgain(capabilities, change, rest);
  const version = change.version + 1;
  const tally = sumOf(propagation.tally, {
    ...found.tally,
    superseded: found.tally.superseded + superseded.size,
  });
  const cursor = isTooMany ? propagation.cursor : missing.first;
  const looked = { ...change, version, propagation: { ...propagation, cursor, tally } };
  const saved = await changes.proceed(looked, clock.now(), [rememberMissing(changeId, left)]);
  return saved ? { version, delaySeconds: 0 } : undefined;
}

/** Records a bounded number of overtaken members, and returns those. */
async function recordOvertaken(
  capabilities: AdvanceCapabilities,
  { changeId }: ChangeIn<'resending'>,
  overtaken: readonly ServiceId[],
): Promise<ReadonlySet<ServiceId>> {
  const some = overtaken.slice(0, capabilities.changeLimits.recordLimit);
  const recorded = await mapConcurrently(some, recordWidth, async (serviceId) => {
    const became = await recordOutcome(capabilities, { changeId, serviceId }, {});
    return became === 'superseded' ? [serviceId] : [];
  });
  return new Set(recorded.flat());
}

/** Begins again with the first page that still misses members; without one, rechecks failures. */
async function beginNextPass(
  { changes, missing: missingStore, clock }: AdvanceCapabilities,
  change: ChangeIn<'resending'>,
): Promise<StepResult> {
  const { changeId, propagation } = change;
  const first = propagation.cursor === undefined ? undefined : await missingStore.next(changeId, undefined);
  if (first === undefined) {
    const { services, tally } = propagation;
    const nothingYet = { failed: 0, superseded: 0, removed: 0, resolved: 0 };
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
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'resending'>,
  missing: Missing,
): Promise<Missing> {
  const { memberQueue, clock, metrics, resendAfterMilliseconds, changeLimits } = capabilities;
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
  const { changeId } = change;
  const recorded = await mapConcurrently(missing.members, recordWidth, async (serviceId) => {
    const attempts = await capabilities.outcomes.triesOf(changeId, serviceId);
    const failure: Failure = {
      state: 'failed',
      serviceId,
      code: 'undelivered',
      detail: `The member did not apply the change. Its message was sent ${sendLimit} times.`,
      attempts,
      at: now.toISOString(),
    };
    return recordOutcome(capabilities, { changeId, serviceId }, { failure });
  });
  metrics.count('MembersGivenUp', recorded.filter((became) => became === 'failed').length);
  return missing;
}

/**
 * Seconds, growing with the age of the messages. If it exceeds the time until the change is due, due work begins the
 * pass.
 */
export function delayBeforeNextPass({ sentAt }: Pick<Missing, 'sentAt'>, now: Date): number {
  if (sentAt === undefined) return 0;
  const elapsedSeconds = (now.getTime() - Date.parse(sentAt)) / 1_000;
  return Math.min(Math.max(Math.round(elapsedSeconds / 2), 2), dueWorkPeriodSeconds);
}
