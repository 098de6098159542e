import type { Clock } from '../../shared/runtime/clock.ts';
import { tableKeys } from '../../shared/store/index-keys.ts';
import { subjectOfListed, timeToLiveOf } from '../../shared/store/retention.ts';
import { ConditionFailed, type Condition, type Item, type Table } from '../../shared/store/table.ts';
import type { Rows } from './erasure.ts';
import { versionOf } from './naming-rows.ts';

export interface ExpiringRows {
  readonly given: number;
  /** Rows that another write changed meanwhile. */
  readonly changedMeanwhile: number;
}

/**
 * Gives each row without a time to live the one that it would get today, for what ended before there was a retention.
 * May be stopped and repeated: each run does what is left.
 * @param isDryRun whether to count alone
 */
export async function expireEnded(
  table: Table,
  rows: Rows,
  { days, clock, isDryRun }: { readonly days: number; readonly clock: Clock; readonly isDryRun: boolean },
): Promise<ExpiringRows> {
  const done = { given: 0, changedMeanwhile: 0 };
  for await (const row of rows()) {
    if (row[tableKeys.timeToLive] !== undefined) continue;
    const about = subjectOfListed(row);
    const expiry = timeToLiveOf(row, about && (await table.get(about)), days, clock);
    if (Object.keys(expiry).length === 0) continue;
    done[isDryRun || (await isWritten(table, row, expiry)) ? 'given' : 'changedMeanwhile'] += 1;
  }
  return done;
}

/** A retry writes a new version without a time to live, so the version must be the one that was read. */
async function isWritten(
  table: Table,
  row: Item,
  expiry: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { pk, sk } = row;
  const version = versionOf(row);
  const when: Condition[] = [
    { path: tableKeys.partition, is: 'present' },
    ...(version === undefined ? [] : [{ path: 'version', equals: version }]),
  ];
  try {
    await table.update({ update: { pk, sk }, set: expiry, when });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
