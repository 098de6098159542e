import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { MemberFailureCode } from '../../../shared/domain/codes.ts';
import { isMemberOf, standingAt } from '../../../shared/domain/member-outcome.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import type { MemberResult } from '../../../shared/store/member-contacts.ts';
import type { MemberSystem, MemberSystemAnswer } from './member-system.ts';
import { MemberUnavailable } from './member-unavailable.ts';

export type NotifyCapabilities = Pick<
  Capabilities,
  'services' | 'failures' | 'memberContacts' | 'longestPauseSeconds' | 'clock' | 'log'
>;

/**
 * Tells the member's own system, and then writes the member's row. A service that has left the group is nobody's to tell
 * of, and one that stands at the change was told before it was written: for that the row is read first.
 * @throws MemberUnavailable when its system may take the change another time, and attempts are left
 */
export async function notifyMember(
  capabilities: NotifyCapabilities & { readonly memberSystem: MemberSystem },
  message: MemberMessage,
  { attempt }: Delivery,
): Promise<MemberResult> {
  const { memberSystem, services, memberContacts } = capabilities;
  const service = await services.find(message.serviceId);
  if (service?.groupId !== message.groupId) return 'removed';
  if (!isMemberOf({ revision: message.revision }, service)) return 'removed';
  const changed = roles.filter((role) => message.contacts[role] !== undefined);
  const standing = standingAt(service, changed, message.revision);
  if (standing !== 'pending') return standing === 'applied' ? 'already-applied' : 'superseded';

  const told = await memberSystem.notify(message);
  switch (told.kind) {
    case 'taken':
      return memberContacts.take(message);
    case 'ahead':
      return memberContacts.take(message, { isBehind: true });
    case 'refused':
      return fail(capabilities, message, told, attempt);
    case 'unavailable':
      return laterOrNever(capabilities, message, told, attempt);
    default:
      return told satisfies never;
  }
}

/** A system that asks to be left alone for longer than a message may live is not told again of itself. */
function laterOrNever(
  capabilities: NotifyCapabilities,
  message: MemberMessage,
  told: Extract<MemberSystemAnswer, { kind: 'unavailable' }>,
  attempt: number,
): Promise<MemberResult> {
  const { code, detail, retryAfterSeconds = 0 } = told;
  if (retryAfterSeconds > capabilities.longestPauseSeconds) {
    const asked = `${detail} It asked for a pause of ${retryAfterSeconds} seconds; the longest is ${capabilities.longestPauseSeconds}.`;
    return fail(capabilities, message, { code, detail: asked }, attempt);
  }
  if (attempt >= maxReceiveCount) return fail(capabilities, message, { code, detail }, attempt);
  throw new MemberUnavailable(detail, told.retryAfterSeconds);
}

async function fail(
  { failures, clock, log }: Pick<Capabilities, 'failures' | 'clock' | 'log'>,
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
