import { membersOf } from '../../../shared/commands/members-of.ts';
import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import { longestDelaySeconds } from '../../../shared/domain/step-timing.ts';
import { enqueueEndedRequests } from './enqueue-ended-requests.ts';
import { isProbeDue, lookAtMembers } from './breaker.ts';
import { countersFrom, inFlight, isStalled } from './counters.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';

/**
 * Sends to the next page of members, unless too many are in flight: one large group must not fill the queue. While most
 * members fail, it sends to a few from time to time, until most of those are done.
 */
export async function dispatchPage(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'dispatching'>,
): Promise<StepResult> {
  const { changes, memberQueue, clock, changeLimits, progress } = capabilities;
  const { propagation } = change;
  const version = change.version + 1;
  const counts = await progress.read(change.changeId);
  const read = countersFrom(capabilities, change, counts);
  const now = clock.now();

  const breaker = lookAtMembers(propagation.breaker, counts, now, changeLimits);
  const isOpen = breaker.openSince !== undefined;
  if (isOpen !== (propagation.breaker?.openSince !== undefined)) reportBreaker(capabilities, change, isOpen);
  if (isOpen) capabilities.metrics.count('DispatchHeld', 1);
  if (isOpen && !isProbeDue(breaker, now, changeLimits)) {
    const held = await changes.proceed(
      { ...change, version, propagation: { ...propagation, counters: read, breaker } },
      now,
    );
    return held ? { version, delaySeconds: longestDelaySeconds } : undefined;
  }

  const missing = inFlight(propagation, read);
  const isFull = !isOpen && missing > changeLimits.inFlightLimit;
  if (isFull && !isStalled(capabilities, read, now)) {
    const held = await changes.proceed(
      { ...change, version, propagation: { ...propagation, counters: read, breaker } },
      now,
    );
    return held ? { version, delaySeconds: 1 } : undefined;
  }
  // What was lost is not waited for again at the next page.
  const counters = isFull ? { ...read, forgiven: read.forgiven + missing } : read;

  if (propagation.cursor === undefined) await enqueueEndedRequests(capabilities, change);
  const options = {
    after: propagation.cursor,
    limit: isOpen ? changeLimits.sampleSize : changeLimits.pageSize,
  };
  const page = await membersOf(capabilities, change, options);
  const awaiting = page.candidates.filter((member) => isMemberOf(change, member));
  const serviceIds = awaiting.map((member) => member.serviceId);
  await memberQueue.send(memberMessages(change, serviceIds));

  const sentAt = clock.now();
  const at = sentAt.toISOString();
  const sent = propagation.sent + serviceIds.length;
  if (page.next !== undefined) {
    const moved = {
      sent,
      cursor: page.next,
      counters: isFull ? { ...counters, changedAt: at } : counters,
      breaker: isOpen ? { ...breaker, probedAt: at } : breaker,
    };
    const further = { ...change, version, propagation: { ...propagation, ...moved } };
    if (!(await changes.proceed(further, sentAt))) return undefined;
    return isOpen ? { version, delaySeconds: longestDelaySeconds } : { atOnce: further };
  }
  const { services } = propagation;
  const waiting = { services, sent, dispatchedAt: at, counters: { ...counters, changedAt: at } };
  const next = enterPhase(propagation, { phase: 'awaiting', ...waiting });
  const saved = await changes.proceed({ ...change, version, propagation: next }, sentAt);
  return saved ? { version, delaySeconds: firstLookAfter(change) } : undefined;
}

function reportBreaker(
  { log }: AdvanceCapabilities,
  { changeId, groupId }: ChangeIn<'dispatching'>,
  isOpen: boolean,
): void {
  if (isOpen) log.warn('Most members fail; the dispatch holds.', { changeId, groupId });
  else log.info('Most members are done again; the dispatch goes on.', { changeId, groupId });
}

/** Seconds. A reassignment has many changes and no one waits for a single one, so each polls later. */
const firstLookAfter = ({ reassignmentId }: ChangeIn<'dispatching'>): number =>
  reassignmentId === undefined ? 1 : 2;
