import type { MemberMessage } from '../messages/member-message.ts';
import { Role } from '../domain/roles.ts';
import { Service } from '../domain/service.ts';
import { serviceKey } from './keys.ts';
import { ConditionFailed, type Table } from './table.ts';

/**
 * What became of one member. `already-applied` is a message that came again: the member stands at this very
 * revision; `removed` is a member that left the group.
 */
export type MemberResult = 'applied' | 'already-applied' | 'superseded' | 'removed';

/** Members' rows, as propagation writes them. */
export interface MemberContactsStore {
  /** Puts the new contacts in the member's row, role by role where a later revision stands on some of them. */
  take(message: MemberMessage): Promise<MemberResult>;
}

export const memberContactsStore = (table: Table): MemberContactsStore => ({
  async take(message) {
    let roles = Role.options.filter((role) => message.contacts[role] !== undefined);
    for (;;) {
      try {
        await table.update(updateOf(message, roles));
        return 'applied';
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        const service = rowOf(error, message);
        if (service === undefined) return 'removed';
        if (roles.some((role) => service.revisions[role] === message.revision)) return 'already-applied';
        // Revisions only rise: each further round has fewer roles, so that three rounds are the most.
        roles = roles.filter((role) => service.revisions[role] < message.revision);
        if (roles.length === 0) return 'superseded';
      }
    }
  },
});

/** One conditional write that is at once deduplication, order and state. */
const updateOf = (message: MemberMessage, roles: readonly Role[]) => ({
  update: serviceKey(message.serviceId),
  set: Object.fromEntries(
    roles.flatMap((role) => [
      [`contacts.${role}`, message.contacts[role]],
      [`revisions.${role}`, message.revision],
    ]),
  ),
  when: [
    { path: 'groupId', equals: message.groupId } as const,
    ...roles.map((role) => ({ path: `revisions.${role}`, below: message.revision })),
  ],
});

function rowOf({ failures }: ConditionFailed, { groupId }: MemberMessage): Service | undefined {
  const item = failures[0]?.item;
  if (item === undefined) return undefined;
  const service = Service.parse(item);
  return service.groupId === groupId ? service : undefined;
}
