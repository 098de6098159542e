import { dueAfterSeconds } from '../domain/step-timing.ts';
import { ChangeId, ReassignmentId } from '../domain/identifiers.ts';
import { changePrefix, duePartitions, reassignmentPrefix } from './keys.ts';
import type { DueCursor, Table } from './table.ts';

export type DueWork = { readonly dueAt: Date } & (
  | { readonly changeId: ChangeId; readonly reassignmentId?: undefined }
  | { readonly changeId?: undefined; readonly reassignmentId: ReassignmentId }
);

export interface DueWorkStore {
  /** The changes and reassignments that are due at `now`, in pages. */
  due(now: Date): AsyncIterable<DueWork[]>;
}

/** When work is due after a step at `now`, unless another step is stored before. */
export const dueAfterStep = (now: Date): string =>
  new Date(now.getTime() + dueAfterSeconds * 1_000).toISOString();

const pageSize = 500;

export const dueWorkStore = (table: Table): DueWorkStore => ({
  async *due(now) {
    for (const partition of duePartitions) {
      let next: DueCursor | undefined;
      do {
        const page = await table.queryDue(partition, now.toISOString(), pageSize, next);
        yield page.keys.map(toDueWork);
        next = page.next;
      } while (next !== undefined);
    }
  },
});

function toDueWork({ pk, dueAt: at }: { readonly pk: string; readonly dueAt: string }): DueWork {
  const dueAt = new Date(at);
  return pk.startsWith(reassignmentPrefix)
    ? { dueAt, reassignmentId: ReassignmentId.parse(pk.slice(reassignmentPrefix.length)) }
    : { dueAt, changeId: ChangeId.parse(pk.slice(changePrefix.length)) };
}
