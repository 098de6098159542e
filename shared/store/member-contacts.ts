import * as z from 'zod';
import { Nic, type GroupId, type ServiceId } from '../domain/identifiers.ts';
import { Role } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { heldServiceKey, ownTechnicalContactAttribute, serviceKey } from './keys.ts';
import { parseService } from './services.ts';
import { ConditionFailed, type OldAttributes, type Table } from './table.ts';

/**
 * What became of one member. `failed` was recorded with its reason. `already-applied` is a message that came again:
 * the member stands at this very revision; `removed` is a member that left the group.
 */
export type MemberResult = 'applied' | 'already-applied' | 'superseded' | 'failed' | 'removed';

/** What a change puts in one member's row. */
export interface MemberUpdate {
  readonly groupId: GroupId;
  readonly serviceId: ServiceId;
  readonly revision: number;
  readonly contacts: Readonly<Partial<Record<Role, Nic | undefined>>>;
  /** Set when the change is to this service alone. */
  readonly isOwn?: true | undefined;
}

/** Members' rows, as propagation writes them. */
export interface MemberContactsStore {
  /**
   * Puts the new contacts in the member's row, role by role where a later revision stands on some of them. With
   * `isBehind`, the member's own system stands at a later revision of all of them: the change is then superseded there.
   */
  take(update: MemberUpdate, options?: TakeOptions): Promise<MemberResult>;
}

export interface TakeOptions {
  readonly isBehind: boolean;
}

export const memberContactsStore = (table: Table): MemberContactsStore => ({
  async take(update, { isBehind } = { isBehind: false }) {
    let roles = Role.options.filter((role) => update.contacts[role] !== undefined);
    for (;;) {
      try {
        const old = await table.update(updateOf(update, roles, isBehind), {
          returnsOld: roles.includes('technical'),
        });
        await forgetHolder(table, update, old);
        return isBehind ? 'superseded' : 'applied';
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        const service = rowOf(error, update);
        if (service === undefined) return 'removed';
        if (roles.some((role) => service.revisions[role] === update.revision)) return 'already-applied';
        // Revisions only rise: each further round has fewer roles, so that three rounds are the most.
        roles = roles.filter((role) => service.revisions[role] < update.revision);
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
 * Who held the service alone holds it no longer, if another's contact was written over its own. The member has taken
 * the change by then: a hint that stays is read again before it is used, and does no harm.
 */
async function forgetHolder(
  table: Table,
  { serviceId, contacts, revision }: MemberUpdate,
  old: OldAttributes,
): Promise<void> {
  const before = OldTechnical.parse(old);
  const { technical } = before.contacts;
  if (!before[ownTechnicalContactAttribute] || technical === undefined || technical === contacts.technical)
    return;
  const hint = heldServiceKey(technical, serviceId);
  // A later change of the service may be about to give it back: that one's hint stays.
  const forget = { delete: hint, when: [{ path: 'revision', below: revision }] } as const;
  await table.delete(forget).catch((error: unknown) => {
    if (!(error instanceof Unavailable || error instanceof ConditionFailed)) throw error;
  });
}

/** One conditional write that is at once deduplication, order and state. */
const updateOf = (update: MemberUpdate, roles: readonly Role[], isBehind: boolean) => ({
  update: serviceKey(update.serviceId),
  // A service that takes the technical contact of its group no longer has its own.
  ...(roles.includes('technical') &&
    update.isOwn === undefined && { remove: [ownTechnicalContactAttribute] }),
  set: Object.fromEntries([
    ...(update.isOwn === undefined ? [] : [[ownTechnicalContactAttribute, true]]),
    ...roles.flatMap((role) => [
      [`contacts.${role}`, update.contacts[role]],
      [`revisions.${role}`, update.revision],
      ...(isBehind ? [[`behind.${role}`, update.revision]] : []),
    ]),
  ]),
  when: [
    { path: 'groupId', equals: update.groupId } as const,
    ...roles.map((role) => ({ path: `revisions.${role}`, below: update.revision })),
  ],
});

function rowOf({ failures }: ConditionFailed, { groupId }: MemberUpdate): Service | undefined {
  const item = failures[0]?.item;
  if (item === undefined) return undefined;
  const service = parseService(item);
  return service.groupId === groupId ? service : undefined;
}
