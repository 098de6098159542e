import * as z from 'zod';
import { Account } from '../../shared/domain/account.ts';
import { ContactChange } from '../../shared/domain/contact-change.ts';
import { Group } from '../../shared/domain/group.ts';
import { Reassignment } from '../../shared/domain/reassignment.ts';
import { mapConcurrently } from '../../shared/runtime/chunks.ts';
import type { RowsPage } from '../../shared/aws/dynamodb-rows.ts';
import { parseChange } from '../../shared/store/change-rows.ts';
import { inboxWritesOfChange, inboxWritesOfReassignment } from '../../shared/store/inbox.ts';
import { changePrefix, reassignmentPrefix, sortKeys } from '../../shared/store/keys.ts';
import {
  accountEntry,
  changeEntry,
  groupEntry,
  reassignmentEntry,
  type ListEntry,
} from '../../shared/store/list-entries.ts';
import {
  ConditionFailed,
  type Condition,
  type Item,
  type Key,
  type Table,
  type Write,
} from '../../shared/store/table.ts';
import { parseReassignment } from '../../shared/store/reassignments.ts';
import { written } from '../../shared/store/written.ts';

export interface IndexedRows {
  /** Rows that were not in the operators' lists, or in the wrong place of them. */
  indexed: number;
  /** Rows that were where they belong. */
  unchanged: number;
}

const width = 10;

/**
 * Puts changes, reassignments, groups and accounts that earlier releases wrote into the operators' lists, and what
 * waits for a decision into the inboxes. Each write is on condition that the row is as read, so that it may run beside
 * live traffic, and again.
 * @param keepPlace called after each page with where to go on from, and with undefined at the end
 */
export async function indexRows(
  table: Table,
  pages: AsyncIterable<RowsPage>,
  keepPlace: (place: Key | undefined) => Promise<void>,
): Promise<IndexedRows> {
  const done: IndexedRows = { indexed: 0, unchanged: 0 };
  for await (const { rows, next } of pages) {
    await mapConcurrently(rows, width, async (row) => {
      const result = await indexRow(table, row);
      await listWaiting(table, row);
      if (result !== undefined) done[result] += 1;
    });
    await keepPlace(next);
  }
  return done;
}

/** Undefined for a row that is in no list, or is gone. A row that was written meanwhile is looked at again. */
async function indexRow(table: Table, read: Item): Promise<keyof IndexedRows | undefined> {
  for (let row: Item | undefined = read; row !== undefined;) {
    const wanted = wantedOf(row);
    if (wanted === undefined) return undefined;
    const { entry, when } = wanted;
    if (row['listPartition'] === entry.listPartition && row['listKey'] === entry.listKey) return 'unchanged';
    try {
      await table.update({ update: { pk: row.pk, sk: row.sk }, set: { ...entry }, when });
      return 'indexed';
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      row = error.failures[0]?.item;
    }
  }
  return undefined;
}

/** Lists a request in the inboxes of those whose decisions are missing, as they are when that is written. */
async function listWaiting(table: Table, read: Item): Promise<void> {
  const key = { pk: read.pk, sk: read.sk };
  for (let row: Item | undefined = read; row !== undefined; row = await table.get(key)) {
    const writes = inboxWritesOf(row);
    if (writes.length === 0) return;
    const { version } = Versioned.parse(row);
    const check = { check: key, when: [{ path: 'version', equals: version }] } as const;
    if (await written(table.transact([check, ...writes]))) return;
  }
}

const Versioned = z.object({ version: z.int().positive() });

function inboxWritesOf(row: Item): Write[] {
  if (isChange(row)) return inboxWritesOfChange(parseChange(row), undefined);
  return isReassignment(row) ? inboxWritesOfReassignment(parseReassignment(row), undefined) : [];
}

const isChange = ({ pk, sk }: Key): boolean => sk === 'CHANGE' && pk.startsWith(changePrefix);
const isReassignment = ({ pk, sk }: Key): boolean =>
  sk === 'REASSIGNMENT' && pk.startsWith(reassignmentPrefix);

interface Wanted {
  readonly entry: ListEntry;
  /** The row is still as read, as far as its place depends on it. */
  readonly when: readonly Condition[];
}

const times = { requestedAt: true, completedAt: true, state: true, version: true } as const;
const ChangeRow = z.object(ContactChange.pick({ changeId: true, ...times }).shape);
const ReassignmentRow = z.object(Reassignment.pick({ reassignmentId: true, ...times }).shape);
const GroupRow = z.object(Group.pick({ groupId: true }).shape);
const AccountRow = Account.pick({ nic: true });

/** Undefined for a row that is in no list. */
function wantedOf(row: Item): Wanted | undefined {
  const { sk } = row;
  if (isChange(row)) {
    const change = ChangeRow.parse(row);
    return { entry: changeEntry(change), when: [{ path: 'version', equals: change.version }] };
  }
  if (isReassignment(row)) {
    const reassignment = ReassignmentRow.parse(row);
    return {
      entry: reassignmentEntry(reassignment),
      when: [{ path: 'version', equals: reassignment.version }],
    };
  }
  if (sk === sortKeys.group) {
    const { groupId } = GroupRow.parse(row);
    return { entry: groupEntry(groupId), when: [{ path: 'groupId', equals: groupId }] };
  }
  if (sk !== sortKeys.account) return undefined;
  const { nic } = AccountRow.parse(row);
  return { entry: accountEntry(nic), when: [{ path: 'nic', equals: nic }] };
}
