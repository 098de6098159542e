import * as z from 'zod';
import type { Nic } from '../../shared/domain/identifiers.ts';
import {
  ConditionFailed,
  type Condition,
  type Item,
  type Table,
  type Write,
} from '../../shared/store/table.ts';
import { erasureOf, versionOf, withoutNic } from './naming-rows.ts';

export interface ErasedRows {
  /** Rows in which the placeholder replaces the nic. */
  readonly rewritten: number;
  /** Its places in lists, its consent codes and its closed account. */
  readonly deleted: number;
  /** Rows that another write changed meanwhile. They still name the nic. */
  readonly changedMeanwhile: number;
  /** Where the nic is still in use. If there are any, nothing was written. */
  readonly obstacles: readonly string[];
}

/** Reads every row of the table. */
export type Rows = () => AsyncIterable<Item>;

/**
 * Erases a nic from everything that has ended. It reads the whole table once to find whether the nic is still in use,
 * and then once more to write. May be stopped and repeated: each run does what is left.
 * @param isDryRun whether to count alone
 */
export async function eraseNic(table: Table, rows: Rows, nic: Nic, isDryRun: boolean): Promise<ErasedRows> {
  const found = { rewritten: 0, deleted: 0 };
  const obstacles: string[] = [];
  for await (const row of rows()) {
    const erasure = erasureOf(row, nic);
    if (erasure?.kind === 'refuse') obstacles.push(erasure.why);
    else if (erasure?.kind === 'rewrite') found.rewritten += 1;
    else if (erasure !== undefined) found.deleted += 1;
  }
  if (isDryRun || obstacles.length > 0) return { ...found, changedMeanwhile: 0, obstacles };

  const done = { rewritten: 0, deleted: 0, changedMeanwhile: 0 };
  const apply = async (kind: 'rewritten' | 'deleted', write: Write) => {
    done[(await isWritten(table, write)) ? kind : 'changedMeanwhile'] += 1;
  };
  const accounts: Item[] = [];
  for await (const row of rows()) {
    const erasure = erasureOf(row, nic);
    if (erasure?.kind === 'refuse') done.changedMeanwhile += 1;
    else if (erasure?.kind === 'delete-account') accounts.push(row);
    else if (erasure?.kind === 'delete') await apply('deleted', { delete: keyOf(row) });
    else if (erasure?.kind === 'rewrite') await apply('rewritten', rewrite(row, nic));
  }
  // Last: until then nobody can name the nic, because its account is closed.
  if (done.changedMeanwhile === 0)
    for (const row of accounts)
      await apply('deleted', { delete: keyOf(row), when: [{ path: 'status', equals: 'closed' }] });
  return { ...done, obstacles: [] };
}

const keyOf = ({ pk, sk }: Item) => ({ pk, sk });

const Comparable = z.union([z.string(), z.record(z.string(), z.unknown())]);

/** On condition that the row is as read. A new version makes a step that read it before fail. */
function rewrite(row: Item, nic: Nic): Write {
  const changed = Object.entries(row).flatMap(([name, value]) => {
    const without = withoutNic(value, nic);
    return JSON.stringify(without) === JSON.stringify(value) ? [] : [{ name, value, without }];
  });
  const version = versionOf(row);
  const when: Condition[] =
    version === undefined
      ? [
          { path: 'pk', is: 'present' },
          ...changed.flatMap(({ name, value }): Condition[] => {
            const known = Comparable.safeParse(value);
            // Only the rows of events have lists, and they do not change.
            return known.success ? [{ path: name, equals: known.data }] : [];
          }),
        ]
      : [{ path: 'version', equals: version }];
  const set = Object.fromEntries(changed.map(({ name, without }) => [name, without]));
  return { update: keyOf(row), set, ...(version !== undefined && { add: { version: 1 } }), when };
}

async function isWritten(table: Table, write: Write): Promise<boolean> {
  try {
    await table.transact([write]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
