import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { countTry } from '../../../shared/commands/count-try.ts';
import { recordOutcome } from '../../../shared/commands/record-outcome.ts';
import {
  foundApplied,
  takeChange,
  type MemberResult,
  type TakeCapabilities,
} from '../../../shared/commands/take-change.ts';
import { isMemberOf, outcomeInRow } from '../../../shared/domain/member-outcome.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import { failureOf, type MemberFailure } from './failure-of.ts';
import type { MemberSystem } from './member-system.ts';

export type NotifyCapabilities = TakeCapabilities & Pick<Capabilities, 'longestPauseSeconds' | 'log'>;

/**
 * Notifies the member system, then writes the row. Skips services that left the group or have the change.
 * @throws MemberUnavailable if the member system failed temporarily and attempts are left
 */
export async function notifyMember(
  capabilities: NotifyCapabilities & { readonly memberSystem: MemberSystem },
  message: MemberMessage,
  { attempt }: Delivery,
): Promise<MemberResult> {
  const { memberSystem, services } = capabilities;
  const service = await services.find(message.serviceId);
  if (service?.groupId !== message.groupId) return 'removed';
  if (!isMemberOf({ revision: message.revision }, service)) return 'removed';
  const changed = roles.filter((role) => message.contacts[role] !== undefined);
  const stands = outcomeInRow(service, { revision: message.revision, roles: changed });
  if (stands === 'applied') return foundApplied(capabilities, message);
  if (stands === 'superseded') return 'known';
  if (stands === 'overtaken') return recordOutcome(capabilities, message, {});

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
      return takeChange(capabilities, message);
    case 'ahead':
      return recordOutcome(capabilities, message, { behind: message });
    case 'refused':
    case 'unavailable':
      return fail(capabilities, message, failureOf(answer, attempt, capabilities.longestPauseSeconds));
    default:
      return answer satisfies never;
  }
}

async function fail(
  capabilities: NotifyCapabilities,
  message: MemberMessage,
  { code, detail, answer }: MemberFailure,
): Promise<MemberResult> {
  const attempts = await countTry(capabilities, message);
  const { changeId, groupId, serviceId } = message;
  const at = capabilities.clock.now().toISOString();
  const failure = { state: 'failed', serviceId, code, detail, answer, attempts, at } as const;
  const recorded = await recordOutcome(capabilities, message, { failure });
  if (recorded === 'failed')
    capabilities.log.warn('A member failed.', { changeId, groupId, serviceId, code, attempts });
  return recorded;
}
