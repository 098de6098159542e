import { membersOf } from '../../../shared/commands/members-of.ts';
import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import { inFlight, isStalled, readCounters } from './counters.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';

/** Sends to the next page of members, unless too many are in flight: one large group must not fill the queue. */
export async function dispatchPage(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'dispatching'>,
): Promise<StepResult> {
  const { changes, memberQueue, clock, changeLimits } = capabilities;
  const { propagation } = change;
  const version = change.version + 1;
  const read = await readCounters(capabilities, change);
  const now = clock.now();

  const missing = inFlight(propagation, read);
  const isFull = missing > changeLimits.inFlightLimit;
  if (isFull && !isStalled(capabilities, read, now)) {
    const held = await changes.proceed(
      { ...change, version, propagation: { ...propagation, counters: read } },
      now,
    );
    return held ? { version, delaySeconds: 1 } : undefined;
  }
  // What was lost is not waited for again at the next page.
  const counters = isFull ? { ...read, forgiven: read.forgiven + missing } : read;

  const options = { after: propagation.cursor, limit: changeLimits.pageSize };
  const page = await membersOf(capabilities, change, options);
  const awaiting = page.candidates.filter((member) => isMemberOf(change, member));
  const serviceIds = awaiting.map((member) => member.serviceId);
  await memberQueue.send(memberMessages(change, serviceIds));

  const sentAt = clock.now();
  const at = sentAt.toISOString();
  const isLast = page.next === undefined;
  const sent = propagation.sent + serviceIds.length;
  const waiting = isFull || isLast ? { ...counters, changedAt: at } : counters;
  const { services } = propagation;
  const next = isLast
    ? enterPhase(propagation, { phase: 'awaiting', services, sent, dispatchedAt: at, counters: waiting })
    : { ...propagation, sent, cursor: page.next, counters: waiting };
  const saved = await changes.proceed({ ...change, version, propagation: next }, sentAt);
  return saved ? { version, delaySeconds: isLast ? firstLookAfter(change) : 0 } : undefined;
}

/** Seconds. A reassignment has many changes and no one waits for a single one, so each polls later. */
const firstLookAfter = ({ reassignmentId }: ChangeIn<'dispatching'>): number =>
  reassignmentId === undefined ? 1 : 2;
