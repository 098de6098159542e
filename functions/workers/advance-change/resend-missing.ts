import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import type { Failure } from '../../../shared/store/failures.ts';
import { rememberMissing, type Missing } from '../../../shared/store/missing.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';
import { complete } from './complete.ts';
import { sendLimit } from './limits.ts';
import { presentMembers } from './present-members.ts';
import { failuresAmong, tallyMembers, sumOf } from './tally-members.ts';

/** How many failures are recorded at once. */
const recordWidth = 10;

/**
 * Looks again for the members that one page of verification missed, consistently. Those whose message can no
 * longer be alive are sent to again, a bounded number of times; then they are failed. When no page misses anybody,
 * the change is complete.
 */
export async function resendMissing(
  dependencies: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { changes, services, failures, missing: missingStore, clock } = dependencies;
  const { changeId, propagation } = change;
  const missing = await missingStore.next(changeId, propagation.cursor);
  const version = change.version + 1;
  if (missing === undefined) {
    const again = { ...change, propagation: { ...propagation, cursor: undefined } };
    const first = propagation.cursor === undefined ? undefined : await missingStore.next(changeId, undefined);
    if (first === undefined) return complete(dependencies, again);
    const now = clock.now();
    const saved = await changes.proceed({ ...again, version }, now);
    return saved ? { version, delaySeconds: delayBeforeNextPass(first, now) } : undefined;
  }

  const rows = await services.findMany(missing.members);
  const present = presentMembers(change, missing.members, rows);
  const found = tallyMembers(change, present, rows, await failuresAmong(failures, change, present));
  const left = await sendAgain(dependencies, change, { ...missing, members: [...found.missing] });
  const now = clock.now();
  const looked: PropagatingChange = {
    ...change,
    version,
    propagation: { ...propagation, cursor: missing.first, tally: sumOf(propagation.tally, found.tally) },
  };
  const saved = await changes.proceed(looked, now, [rememberMissing(changeId, left)]);
  return saved ? { version, delaySeconds: 0 } : undefined;
}

/** Sends to them again when it is time; those that were sent to often enough are recorded as failed. */
async function sendAgain(
  { memberQueue, failures, clock, metrics, resendAfterMilliseconds }: AdvanceDependencies,
  change: PropagatingChange,
  missing: Missing,
): Promise<Missing> {
  const now = clock.now();
  const mayBeAlive =
    missing.sentAt !== undefined && now.getTime() - Date.parse(missing.sentAt) < resendAfterMilliseconds;
  if (mayBeAlive || missing.members.length === 0) return missing;
  if (missing.sends < sendLimit) {
    await memberQueue.send(memberMessages(change, missing.members));
    if (missing.sends > 0) metrics.count('MembersResent', missing.members.length);
    return { ...missing, sentAt: clock.now().toISOString(), sends: missing.sends + 1 };
  }
  const recorded = await mapConcurrently(missing.members, recordWidth, (serviceId) =>
    failures.record(change, undelivered(serviceId, now)),
  );
  metrics.count('MembersGivenUp', recorded.filter(Boolean).length);
  return missing;
}

const undelivered = (serviceId: ServiceId, now: Date): Failure => ({
  serviceId,
  code: 'undelivered',
  detail: `The member did not apply the change. Its message was sent ${sendLimit} times.`,
  attempts: sendLimit,
  at: now.toISOString(),
});

/** Seconds; the longer ago the members were sent to, the rarer the passes over those that are missing. */
function delayBeforeNextPass({ sentAt }: Missing, now: Date): number {
  if (sentAt === undefined) return 0;
  const elapsedSeconds = (now.getTime() - Date.parse(sentAt)) / 1_000;
  return Math.min(Math.max(Math.round(elapsedSeconds / 2), 2), 60);
}
