import { ChangeId } from '../domain/identifiers.ts';
import { changePrefix, duePartitions } from './keys.ts';
import type { DueCursor, Table } from './table.ts';

/** What is unfinished and to be looked at by now. */
export interface DueWorkStore {
  /** The changes that are due at `now`, in pages. */
  due(now: Date): AsyncIterable<ChangeId[]>;
}

const pageSize = 500;

export const dueWorkStore = (table: Table): DueWorkStore => ({
  async *due(now) {
    for (const partition of duePartitions) {
      let next: DueCursor | undefined;
      do {
        const page = await table.queryDue(partition, now.toISOString(), pageSize, next);
        yield page.keys.map((key) => ChangeId.parse(key.pk.slice(changePrefix.length)));
        next = page.next;
      } while (next !== undefined);
    }
  },
});
