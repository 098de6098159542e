import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { isMemberOf, standingAt } from '../../../shared/domain/member-outcome.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import type { ServiceReader } from '../../../shared/store/service-rows.ts';
import type { MemberResult } from '../../../shared/store/member-contacts.ts';
import { failureOf, type MemberFailure } from './failure-of.ts';
import type { MemberSystem } from './member-system.ts';

export type NotifyCapabilities = Pick<
  Capabilities,
  'failures' | 'memberContacts' | 'longestPauseSeconds' | 'clock' | 'log'
> & { readonly services: ServiceReader };

/**
 * Notifies the member system, and then writes the member's row. It reads the row first, and skips services that left
 * the group, even if they rejoined, and services that have the change already.
 * @throws MemberUnavailable if the member system failed temporarily and attempts are left
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

  const { changeId, serviceId, revision, contacts } = message;
  const answer = await memberSystem.notify({
    id: `${changeId}:${serviceId}`,
    serviceId,
    revision,
    contacts,
    cause: 'change',
    changeId,
  });
  switch (answer.kind) {
    case 'taken':
      return memberContacts.take(message);
    case 'ahead':
      return memberContacts.take(message, { isBehind: true });
    case 'refused':
    case 'unavailable':
      return fail(
        capabilities,
        message,
        failureOf(answer, attempt, capabilities.longestPauseSeconds),
        attempt,
      );
    default:
      return answer satisfies never;
  }
}

async function fail(
  { failures, clock, log }: Pick<Capabilities, 'failures' | 'clock' | 'log'>,
  message: MemberMessage,
  { code, detail }: MemberFailure,
  attempts: number,
): Promise<MemberResult> {
  const { changeId, groupId, serviceId } = message;
  const at = clock.now().toISOString();
  const isThere = await failures.record(message, { serviceId, code, detail, attempts, at });
  if (!isThere) return 'removed';
  log.warn('A member failed.', { changeId, groupId, serviceId, code, attempts });
  return 'failed';
}
