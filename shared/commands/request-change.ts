import type { ContactChange } from '../domain/contact-change.ts';
import { hasAllConsents } from '../domain/decide.ts';
import { effective } from '../domain/effect.ts';
import type { Group } from '../domain/group.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { refuseIfAny } from '../domain/refusal.ts';
import { newChange, requestViolations, strandedBy, type ChangeRequest } from '../domain/request-change.ts';
import type { Queue } from '../messages/queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { ChangeStore } from '../store/changes.ts';
import { announce } from './announce.ts';
import { maySeeGroup, seen, type Caller } from './caller.ts';
import { judging } from './judging.ts';

export interface RequestChangeDependencies {
  readonly changes: ChangeStore;
  readonly changeQueue: Queue;
  readonly clock: Clock;
  readonly newChangeId: (now: Date) => ChangeId;
  readonly log: Log;
}

export interface RequestedChange {
  readonly change: ContactChange;
  readonly group: Group;
  /** The open requests that end when this change takes the administration away from their requester (R5). */
  readonly stranded: readonly ChangeId[];
}

/**
 * Records a request to change a group's contacts; where nobody else's consent is needed, it is effective at once.
 * @throws Refusal `not-found`, or with every rule that fails; nothing is then written
 */
export function requestChange(
  { changes, changeQueue, clock, newChangeId, log }: RequestChangeDependencies,
  caller: Caller,
  groupId: GroupId,
  request: ChangeRequest,
): Promise<RequestedChange> {
  const recipients = Object.values(request.contacts).filter((nic) => nic !== undefined);
  return judging(async () => {
    const found = await changes.findTarget(groupId, recipients);
    const target = seen(found, ({ group }) => maySeeGroup(caller, group));
    refuseIfAny(requestViolations(request, target, target.accounts));
    const now = clock.now();
    const asked = newChange(newChangeId(now), request, target, now);
    const change = hasAllConsents(asked) ? effective(asked, target.group, now) : asked;
    if (!(await changes.record(change, target, now))) return undefined;
    await announce(change, changeQueue, log);
    const stranded = strandedBy(change.contacts, request.requestedBy, target.openRequests);
    return { change, group: target.group, stranded };
  });
}
