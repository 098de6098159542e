import * as z from 'zod';
import type { MemberMessage } from '../messages/member-message.ts';
import { Nic } from '../domain/identifiers.ts';
import { Role } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { heldServiceKey, ownTechnicalContactAttribute, serviceKey } from './keys.ts';
import { parseService } from './services.ts';
import { ConditionFailed, type OldAttributes, type Table } from './table.ts';

/**
 * What became of one member. `failed` was recorded with its reason. `already-applied` is a message that came again: the member stands at this very
 * revision; `removed` is a member that left the group.
 */
export type MemberResult = 'applied' | 'already-applied' | 'superseded' | 'failed' | 'removed';

/** Members' rows, as propagation writes them. */
export interface MemberContactsStore {
  /**
   * Puts the new contacts in the member's row, role by role where a later revision stands on some of them. With
   * `isBehind`, the member's own system stands at a later revision of all of them: the change is then superseded there.
   */
  take(message: MemberMessage, options?: TakeOptions): Promise<MemberResult>;
}

export interface TakeOptions {
  readonly isBehind: boolean;
}

export const memberContactsStore = (table: Table): MemberContactsStore => ({
  async take(message, { isBehind } = { isBehind: false }) {
    let roles = Role.options.filter((role) => message.contacts[role] !== undefined);
    for (;;) {
      try {
        const old = await table.update(updateOf(message, roles, isBehind), {
          returnsOld: roles.includes('technical'),
        });
        await forgetHolder(table, message, old);
        return isBehind ? 'superseded' : 'applied';
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

const OldTechnical = z.object({
  contacts: z.object({ technical: Nic.optional() }).default({}),
  [ownTechnicalContactAttribute]: z.boolean().default(false),
});

/**
 * Who held the service alone holds it no longer, if another's contact was written over its own. The member has taken the
 * change by then: a hint that stays is read again before it is used, and does no harm.
 */
async function forgetHolder(
  table: Table,
  { serviceId, contacts, revision }: MemberMessage,
  old: OldAttributes,
): Promise<void> {
  const before = OldTechnical.parse(old);
  const { technical } = before.contacts;
  if (!before[ownTechnicalContactAttribute] || technical === undefined || technical === contacts.technical)
    return;
  const hint = heldServiceKey(technical, serviceId);
  // A later change of the service may be about to give it back: that one's hint stays.
  const forget = { delete: hint, when: [{ path: 'revision', below: revision }] } as const;
  await table.transact([forget]).catch((error: unknown) => {
    if (!(error instanceof Unavailable || error instanceof ConditionFailed)) throw error;
  });
}

/** One conditional write that is at once deduplication, order and state. */
const updateOf = (message: MemberMessage, roles: readonly Role[], isBehind: boolean) => ({
  update: serviceKey(message.serviceId),
  // A service that takes the technical contact of its group no longer has its own.
  ...(roles.includes('technical') &&
    message.isOwn === undefined && { remove: [ownTechnicalContactAttribute] }),
  set: Object.fromEntries([
    ...(message.isOwn === undefined ? [] : [[ownTechnicalContactAttribute, true]]),
    ...roles.flatMap((role) => [
      [`contacts.${role}`, message.contacts[role]],
      [`revisions.${role}`, message.revision],
      ...(isBehind ? [[`behind.${role}`, message.revision]] : []),
    ]),
  ]),
  when: [
    { path: 'groupId', equals: message.groupId } as const,
    ...roles.map((role) => ({ path: `revisions.${role}`, below: message.revision })),
  ],
});

function rowOf({ failures }: ConditionFailed, { groupId }: MemberMessage): Service | undefined {
  const item = failures[0]?.item;
  if (item === undefined) return undefined;
  const service = parseService(item);
  return service.groupId === groupId ? service : undefined;
}
