import { isPropagating, type ContactChange } from '../domain/contact-change.ts';
import type { GroupId } from '../domain/identifiers.ts';
import { isUnderWay, type Reassignment } from '../domain/reassignment.ts';
import type { ChangeMessage } from '../messages/change-message.ts';
import type { OutgoingMessage, Queue } from '../messages/queue.ts';
import type { ReassignmentMessage } from '../messages/reassignment-message.ts';
import type { Log } from '../runtime/log.ts';
import type { Capabilities } from './capabilities.ts';

/** Enqueues the first step of an effective change. Never throws: the change is already stored. */
export async function enqueueNextStep(change: ContactChange, changeQueue: Queue, log: Log): Promise<void> {
  if (!isPropagating(change)) return;
  const { changeId, groupId, version, requestedBy } = change;
  const body: ChangeMessage = { changeId, version };
  await enqueue(changeQueue, { body, tenant: requestedBy }, log, 'change', { changeId, groupId });
}

/** Never throws: the change is already stored. */
export const enqueueStart = (
  { changeId, groupId, requestedBy }: Pick<ContactChange, 'changeId' | 'groupId' | 'requestedBy'>,
  changeQueue: Queue,
  log: Log,
): Promise<void> => {
  const body: ChangeMessage = { changeId };
  return enqueue(changeQueue, { body, tenant: requestedBy }, log, 'change', { changeId, groupId });
};

/** Enqueues the start of the group's first waiting change. Never throws: due work starts it too. */
export async function enqueueNextStart(
  { changes, changeQueue, clock, log }: Pick<Capabilities, 'changes' | 'changeQueue' | 'clock' | 'log'>,
  groupId: GroupId,
): Promise<void> {
  try {
    const first = await changes.firstOverdue(groupId, clock.now());
    const change = first && (await changes.find(first.changeId));
    if (change !== undefined) await enqueueStart(change, changeQueue, log);
  } catch (error) {
    log.warn('Could not look for a waiting change; due work will retry.', { groupId, error });
  }
}

/** Enqueues the next step of a reassignment. Never throws: the reassignment is already stored. */
export async function enqueueNextReassignmentStep(
  reassignment: Reassignment,
  reassignmentQueue: Queue,
  log: Log,
): Promise<void> {
  if (!isUnderWay(reassignment)) return;
  const { reassignmentId, version, requestedBy } = reassignment;
  const body: ReassignmentMessage = { reassignmentId, version };
  await enqueue(reassignmentQueue, { body, tenant: requestedBy }, log, 'reassignment', { reassignmentId });
}

async function enqueue(
  queue: Queue,
  message: OutgoingMessage & { readonly body: ChangeMessage | ReassignmentMessage },
  log: Log,
  subject: 'change' | 'reassignment',
  ids: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await queue.send([message]);
  } catch (error) {
    log.warn(`Could not enqueue the next step of a ${subject}; due work will retry.`, { ...ids, error });
  }
}
