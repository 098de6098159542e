import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ChangeMessage } from '../../../shared/messages/change-message.ts';
import { joinMessages, type ResyncMessage } from '../../../shared/messages/member-message.ts';
import type { ReassignmentMessage } from '../../../shared/messages/reassignment-message.ts';
import type { EventMessage } from '../../../shared/messages/event-message.ts';
import type { DueMailMessage } from '../../../shared/messages/mail-message.ts';
import { dueWorkTenant, type OutgoingMessage } from '../../../shared/messages/queue.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import type { DueWork } from '../../../shared/store/due-work.ts';

type DueWorkCapabilities = Pick<
  Capabilities,
  | 'dueWork'
  | 'untoldJoins'
  | 'changeQueue'
  | 'reassignmentQueue'
  | 'memberQueue'
  | 'eventQueue'
  | 'mailQueue'
  | 'notifiesMembers'
  | 'resendAfterMilliseconds'
  | 'clock'
  | 'log'
  | 'metrics'
>;

/** How many joins are put off at once. */
const width = 20;

/**
 * Enqueues the next step of everything that is due: requests that expire or start, reassignments that start, and work
 * in progress that is stalled because a message was lost. Work that stays due is enqueued again the next minute. Joins
 * are due again only when their message has expired. The metrics are published even if
 * nothing is due, so that missing data means that this function does not run.
 */
export const runDueWork = (capabilities: DueWorkCapabilities) => async (): Promise<void> => {
  const { dueWork, changeQueue, reassignmentQueue, memberQueue, notifiesMembers } = capabilities;
  const { clock, log, metrics } = capabilities;
  const now = clock.now();
  let due = 0;
  let untold = 0;
  let oldestAgeSeconds = 0;
  for await (const all of dueWork.due(now)) {
    // Joins and resyncs wait until there is a member system.
    const page = all.filter((one) => notifiesMembers || !isForMemberSystem(one));
    for (const { dueAt } of page) {
      oldestAgeSeconds = Math.max(oldestAgeSeconds, (now.getTime() - dueAt.getTime()) / 1_000);
    }
    await changeQueue.send(page.flatMap(stepOfChange));
    await reassignmentQueue.send(page.flatMap(stepOfReassignment));
    const joins = await messagesOfJoins(capabilities, page, now);
    await memberQueue.send([...joins, ...page.flatMap(stepOfResync)]);
    due += page.length;
    untold += joins.length;
  }
  const oldestEventSeconds = await publishEvents(capabilities, now);
  const oldestMailSeconds = await enqueueMail(capabilities, now);
  metrics.count('DueItems', due);
  metrics.count('JoinsUntold', untold);
  metrics.observe('OldestDueAge', oldestAgeSeconds);
  metrics.observe('OldestEventAge', oldestEventSeconds);
  metrics.observe('OldestMailAge', oldestMailSeconds);
  if (due > 0) log.info('Enqueued due work.', { due, oldestAgeSeconds });
};

const stepOfChange = ({ changeId }: DueWork): OutgoingMessage[] =>
  changeId === undefined ? [] : [{ body: { changeId } satisfies ChangeMessage, tenant: dueWorkTenant }];

const stepOfReassignment = ({ reassignmentId }: DueWork): OutgoingMessage[] =>
  reassignmentId === undefined
    ? []
    : [{ body: { reassignmentId } satisfies ReassignmentMessage, tenant: dueWorkTenant }];

const isForMemberSystem = ({ serviceId, resyncId }: DueWork): boolean =>
  serviceId !== undefined || resyncId !== undefined;

const stepOfResync = ({ resyncId }: DueWork): OutgoingMessage[] =>
  resyncId === undefined
    ? []
    : [{ body: { cause: 'resync', resyncId } satisfies ResyncMessage, tenant: dueWorkTenant }];

/** Each is put off for the life of its message first, so that a system that is down is not sent one every minute. */
async function messagesOfJoins(
  { untoldJoins, resendAfterMilliseconds }: DueWorkCapabilities,
  page: readonly DueWork[],
  now: Date,
): Promise<OutgoingMessage[]> {
  const until = new Date(now.getTime() + resendAfterMilliseconds);
  const messages = await mapConcurrently(page, width, async ({ serviceId, dueAt }) => {
    if (serviceId === undefined || !(await untoldJoins.putOff(serviceId, dueAt, until))) return [];
    return joinMessages([serviceId], dueWorkTenant);
  });
  return messages.flat();
}

/**
 * Wakes the publisher of events whose message was lost, or that the bus did not accept.
 * @returns how long the oldest has been due, in seconds
 */
async function publishEvents({ dueWork, eventQueue }: DueWorkCapabilities, now: Date): Promise<number> {
  let oldest = 0;
  for await (const page of dueWork.unpublished(now)) {
    oldest = Math.max(oldest, ...page.map(({ dueAt }) => (now.getTime() - dueAt.getTime()) / 1_000));
    const subjects = new Map(page.map(({ of }) => [JSON.stringify(of), of]));
    await eventQueue.send(
      Array.from(subjects.values(), (of) => ({ body: of satisfies EventMessage, tenant: dueWorkTenant })),
    );
  }
  return oldest;
}

/**
 * Enqueues mail whose time has come, or whose function died.
 * @returns how long the oldest has been due, in seconds
 */
async function enqueueMail({ dueWork, mailQueue }: DueWorkCapabilities, now: Date): Promise<number> {
  if (mailQueue === undefined) return 0;
  let oldest = 0;
  for await (const page of dueWork.mail(now)) {
    oldest = Math.max(oldest, ...page.map(({ dueAt }) => (now.getTime() - dueAt.getTime()) / 1_000));
    await mailQueue.send(
      page.map(({ to, place }) => ({
        body: { mailTo: to, place } satisfies DueMailMessage,
        tenant: dueWorkTenant,
      })),
    );
  }
  return oldest;
}
