import * as z from 'zod';
import { Nic, type GroupId, type ServiceId } from '../domain/identifiers.ts';
import { Role } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { heldServiceKey, ownTechnicalContactAttribute, serviceKey } from './keys.ts';
import { serviceIn } from './service-rows.ts';
import { ConditionFailed, type OldAttributes, type Table } from './table.ts';

/**
 * The result for one member. `failed` is recorded with its reason. `already-applied` is a repeated message. `removed`
 * is a member that left the group.
 */
export type MemberResult = 'applied' | 'already-applied' | 'superseded' | 'failed' | 'removed';

/** The part of a change that is written to a member's row. */
export interface MemberUpdate {
  readonly groupId: GroupId;
  readonly serviceId: ServiceId;
  readonly revision: number;
  readonly contacts: Readonly<Partial<Record<Role, Nic | undefined>>>;
  /** Set if the change is of this single service. */
  readonly isOwn?: true | undefined;
}

export interface MemberContactsStore {
  /**
   * Writes the new contacts to the member's row, except for roles that have a later revision. `isBehind` means that
   * the member system has a later revision of every role, so the change is superseded.
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
        // Revisions never decrease, so each round has fewer roles: at most three rounds.
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
 * Deletes the former own technical contact's hint. A failure is ignored: a stale hint is harmless, because its reader
 * checks the row.
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
  // A later change of the service may give the role back. Its hint has a higher revision and stays.
  const forget = { delete: hint, when: [{ path: 'revision', below: revision }] } as const;
  await table.delete(forget).catch((error: unknown) => {
    if (!(error instanceof Unavailable || error instanceof ConditionFailed)) throw error;
  });
}

/** This conditional write is deduplication, ordering and state at once. */
const updateOf = (update: MemberUpdate, roles: readonly Role[], isBehind: boolean) => ({
  update: serviceKey(update.serviceId),
  // The group's technical contact replaces the service's own.
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
  const service = serviceIn(failures[0]?.item);
  return service?.groupId === groupId ? service : undefined;
}
