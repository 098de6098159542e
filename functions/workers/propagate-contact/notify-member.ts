import type { MemberFailureCode } from '../../../shared/domain/codes.ts';
import { isMemberOf, standingAt } from '../../../shared/domain/member-outcome.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { FailureStore } from '../../../shared/store/failures.ts';
import type { MemberContactsStore, MemberResult } from '../../../shared/store/member-contacts.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';
import type { MemberSystem, MemberSystemAnswer } from './member-system.ts';
import { MemberUnavailable } from './member-unavailable.ts';

export interface MemberNotification {
  readonly system: MemberSystem;
  readonly services: ServiceStore;
  readonly failures: FailureStore;
}

interface Dependencies extends MemberNotification {
  readonly memberContacts: MemberContactsStore;
  /** The longest that a member is left alone between two attempts, in seconds. */
  readonly longestPauseSeconds: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells the member's own system, and then writes the member's row. A service that has left the group is nobody's to tell
 * of, and one that stands at the change was told before it was written: for that the row is read first.
 * @throws MemberUnavailable when its system may take the change another time, and attempts are left
 */
export async function notifyMember(
  dependencies: Dependencies,
  message: MemberMessage,
  { attempt }: Delivery,
): Promise<MemberResult> {
  const { system, services, memberContacts } = dependencies;
  const service = await services.find(message.serviceId);
  if (service?.groupId !== message.groupId) return 'removed';
  if (!isMemberOf({ revision: message.revision }, service)) return 'removed';
  const changed = roles.filter((role) => message.contacts[role] !== undefined);
  const standing = standingAt(service, changed, message.revision);
  if (standing !== 'pending') return standing === 'applied' ? 'already-applied' : 'superseded';

  const told = await system.tell(message);
  switch (told.kind) {
    case 'taken':
      return memberContacts.take(message);
    case 'ahead':
      return memberContacts.take(message, { isBehind: true });
    case 'refused':
      return fail(dependencies, message, told, attempt);
    case 'unavailable':
      return laterOrNever(dependencies, message, told, attempt);
    default:
      return told satisfies never;
  }
}

/** A system that asks to be left alone for longer than a message may live is not told again of itself. */
function laterOrNever(
  dependencies: Dependencies,
  message: MemberMessage,
  told: Extract<MemberSystemAnswer, { kind: 'unavailable' }>,
  attempt: number,
): Promise<MemberResult> {
  const { code, detail, retryAfterSeconds = 0 } = told;
  if (retryAfterSeconds > dependencies.longestPauseSeconds) {
    const asked = `${detail} It asks to be told again in ${retryAfterSeconds} seconds.`;
    return fail(dependencies, message, { code, detail: asked }, attempt);
  }
  if (attempt >= maxReceiveCount) return fail(dependencies, message, { code, detail }, attempt);
  throw new MemberUnavailable(detail, told.retryAfterSeconds);
}

async function fail(
  { failures, clock, log }: Dependencies,
  message: MemberMessage,
  { code, detail }: { readonly code: MemberFailureCode; readonly detail: string },
  attempts: number,
): Promise<MemberResult> {
  const { changeId, groupId, serviceId } = message;
  const at = clock.now().toISOString();
  const isThere = await failures.record(message, { serviceId, code, detail, attempts, at });
  if (!isThere) return 'removed';
  log.warn('A member failed.', { changeId, groupId, serviceId, code, attempts });
  return 'failed';
}
