import * as z from 'zod';
import { Nic, type ChangeId, type GroupId, type ServiceId } from '../domain/identifiers.ts';
import { outcomeInRow } from '../domain/member-outcome.ts';
import { Role } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import { slotAttribute, slotsAt, type Slot, type SlotEntry } from '../domain/slot.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { heldServiceKey, ownTechnicalContactAttribute, serviceKey } from './keys.ts';
import { serviceIn } from './service-rows.ts';
import { putOutcome, type Outcome } from './outcomes.ts';
import { readSlots, slotAsRead, unreadSlots, type RowSlots } from './row-slots.ts';
import { ConditionFailed, type Condition, type OldAttributes, type Table, type Update } from './table.ts';
import { written } from './written.ts';

export interface MemberUpdate {
  readonly groupId: GroupId;
  readonly serviceId: ServiceId;
  readonly revision: number;
  readonly contacts: Readonly<Partial<Record<Role, Nic | undefined>>>;
  readonly isOwn?: true | undefined;
  /** Messages from before slots have none. */
  readonly slot?: Slot | undefined;
}

/**
 * `already-applied`: by an earlier message. `already-known`: has another outcome. `overtaken`: later revisions stand on
 * all roles.
 */
export type Taken =
  | {
      readonly result: 'applied';
      /** False if it certainly had not failed before. */
      readonly mayHaveFailed: boolean;
    }
  | { readonly result: 'already-applied' | 'already-known' | 'overtaken' | 'removed' };

/** Members' rows, as propagation writes them. */
export interface MemberContactsStore {
  /** Writes each role unless a later revision stands on it. */
  take(update: MemberUpdate): Promise<Taken>;
  /** False if the member's row is no longer as read. */
  record(changeId: ChangeId, row: Service, recording: Recording): Promise<boolean>;
}

export interface Recording {
  readonly outcome: Outcome;
  /** Changes from before slots have none. */
  readonly entry: { readonly slot: Slot | undefined; readonly revision: number };
  /** Set where the member system has a later revision of all roles. */
  readonly behind?: MemberUpdate | undefined;
}

const rolesOf = ({ contacts }: MemberUpdate): Role[] =>
  Role.options.filter((role) => contacts[role] !== undefined);

export const memberContactsStore = (table: Table): MemberContactsStore => ({
  async take(update) {
    const { revision } = update;
    let roles = rolesOf(update);
    let slots = unreadSlots(update);
    for (;;) {
      try {
        const old = await table.update(takingOf(update, roles, slots), { returnsOld: true });
        await forgetHolder(table, update, old);
        return { result: 'applied', mayHaveFailed: slots.mayHaveFailed(old) };
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        const service = rowOf(error, update);
        if (service === undefined) return { result: 'removed' };
        const stands = outcomeInRow(service, { revision, roles: rolesOf(update) });
        if (stands === 'applied') return { result: 'already-applied' };
        if (stands === 'overtaken') return { result: 'overtaken' };
        // From the third round on, only concurrent writes to the same row fail the condition.
        roles = roles.filter((role) => service.revisions[role] < revision);
        if (stands === 'superseded' || roles.length === 0) return { result: 'already-known' };
        slots = readSlots(service, update);
      }
    }
  },

  async record(changeId, row, { outcome, entry, behind }) {
    const { revision, slot } = entry;
    const known = slotsAt(row, revision).map((one) => one.slot);
    const slots = [...new Set(slot === undefined ? known : [slot, ...known])];
    const slotEntry: SlotEntry = { revision, outcome: outcome.state };
    // Without a slot, an unchanged attribute is written, so that the conditions apply.
    const set = {
      ...(behind && behindOf(behind, row)),
      ...(slots.length === 0
        ? { kind: row.kind }
        : Object.fromEntries(slots.map((one) => [slotAttribute(one), slotEntry]))),
    };
    const when = [
      { path: 'groupId', equals: row.groupId } as const,
      { path: 'joinedRevision', equals: row.joinedRevision } as const,
      ...roleConditions(row, behind),
      ...slots.map((one) => slotAsRead(row, one)),
    ];
    const key = serviceKey(row.serviceId);
    const behindInTechnical = behind && rolesBehind(row, behind).includes('technical') ? behind : undefined;
    const update = { update: key, set, ...(behindInTechnical && leavingOwn(behindInTechnical)), when };
    if (!(await written(table.transact([putOutcome(changeId, outcome), update])))) return false;
    if (behindInTechnical !== undefined) await forgetHolder(table, behindInTechnical, oldTechnicalOf(row));
    return true;
  },
});

const oldTechnicalOf = ({ contacts, ownTechnicalContact }: Service): OldAttributes => ({
  contacts: { technical: contacts.technical },
  [ownTechnicalContactAttribute]: ownTechnicalContact,
});

/** The roles of which the member system has a later revision. */
const rolesBehind = (row: Service, update: MemberUpdate): Role[] =>
  rolesOf(update).filter((role) => row.revisions[role] < update.revision);

const behindOf = (update: MemberUpdate, row: Service) => {
  const roles = rolesBehind(row, update);
  const behind = roles.map((role) => [`behind.${role}`, update.revision]);
  return { ...contactsOf(update, roles), ...Object.fromEntries(behind) };
};

const roleConditions = (row: Service, behind: MemberUpdate | undefined): Condition[] =>
  behind === undefined
    ? []
    : rolesBehind(row, behind).map((role) => ({ path: `revisions.${role}`, equals: row.revisions[role] }));

const OldTechnical = z.object({
  contacts: z.object({ technical: Nic.optional() }).default({}),
  [ownTechnicalContactAttribute]: z.boolean().default(false),
});

/** A failure is ignored: a stale hint is harmless, because its reader checks the row. */
async function forgetHolder(
  table: Table,
  { serviceId, contacts, revision }: MemberUpdate,
  old: OldAttributes,
): Promise<void> {
  // Hardly any row has one: the others need no parsing.
  if (old[ownTechnicalContactAttribute] === undefined) return;
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

/** One conditional write ensures deduplication, order and state. */
function takingOf(update: MemberUpdate, roles: readonly Role[], slots: RowSlots): Update {
  const { groupId, revision } = update;
  const set = contactsOf(update, roles);
  const when: Condition[] = [{ path: 'groupId', equals: groupId }];
  for (const attribute of slots.attributes) set[attribute] = { revision, outcome: 'applied' };
  for (const role of roles) when.push({ path: `revisions.${role}`, below: revision });
  when.push(...slots.when);
  const removed = roles.includes('technical') ? leavingOwn(update) : {};
  return { update: serviceKey(update.serviceId), ...removed, set, when };
}

/** A service that takes the technical contact of its group no longer has its own. */
const leavingOwn = ({ isOwn }: MemberUpdate) =>
  isOwn === undefined ? { remove: [ownTechnicalContactAttribute] } : {};

function contactsOf(update: MemberUpdate, roles: readonly Role[]): Record<string, unknown> {
  const set: Record<string, unknown> =
    update.isOwn === undefined ? {} : { [ownTechnicalContactAttribute]: true };
  for (const role of roles) {
    set[`contacts.${role}`] = update.contacts[role];
    set[`revisions.${role}`] = update.revision;
  }
  return set;
}

/** Undefined if it left the group, or rejoined and took the change with the join. */
function rowOf({ failures }: ConditionFailed, { groupId, revision }: MemberUpdate): Service | undefined {
  const service = serviceIn(failures[0]?.item);
  return service?.groupId === groupId && service.joinedRevision < revision ? service : undefined;
}
