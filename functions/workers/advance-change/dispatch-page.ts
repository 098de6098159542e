import { membersOf } from '../../../shared/commands/members-of.ts';
import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';
import { isStalled, readCounters } from './counters.ts';
import { inFlightLimit, pageSize } from './limits.ts';

/**
 * Sends the change to the next page of members, then records how far it has come. While too many members are sent
 * and not yet counted the page is held back, so that one large group does not fill the queue.
 */
export async function dispatchPage(
  dependencies: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { changes, memberQueue, clock } = dependencies;
  const version = change.version + 1;
  const propagation = await readCounters(dependencies, change);
  const now = clock.now();

  const inFlight = propagation.sent - propagation.counted;
  if (inFlight > inFlightLimit && !isStalled(propagation, now)) {
    const held = await changes.proceed({ ...change, version, propagation }, now);
    return held ? { version, delaySeconds: 1 } : undefined;
  }

  const page = await membersOf(dependencies, change, { after: propagation.cursor, limit: pageSize });
  const awaiting = page.candidates.filter((member) => isMemberOf(change, member));
  const serviceIds = awaiting.map((member) => member.serviceId);
  await memberQueue.send(memberMessages(change, serviceIds));

  const sentAt = clock.now();
  const sent = {
    ...propagation,
    sent: propagation.sent + serviceIds.length,
    cursor: page.next,
    // A page that goes out on patience alone starts the wait anew: one page at a time, not all of them at once.
    ...(inFlight > inFlightLimit && { countedAt: sentAt.toISOString() }),
    ...(page.next === undefined && { dispatchedAt: sentAt.toISOString(), countedAt: sentAt.toISOString() }),
  };
  const saved = await changes.proceed({ ...change, version, propagation: sent }, sentAt);
  return saved ? { version, delaySeconds: page.next === undefined ? firstLookAfter(change) : 0 } : undefined;
}

/** Seconds; nobody waits for one of a reassignment's many changes, and a look too early is paid for many times. */
const firstLookAfter = ({ reassignmentId }: PropagatingChange): number =>
  reassignmentId === undefined ? 1 : 2;
