import { dueAfterSeconds } from '../domain/step-timing.ts';
import { ChangeId, ReassignmentId, ResyncId, ServiceId } from '../domain/identifiers.ts';
import { changePrefix, duePartitions, reassignmentPrefix, resyncPrefix, serviceKeys } from './keys.ts';
import type { DueCursor, Table } from './table.ts';

/**
 * A change, reassignment or resync that is due, or a service whose member system is still to be notified of its join.
 */
export interface DueWork {
  readonly dueAt: Date;
  readonly changeId?: ChangeId;
  readonly reassignmentId?: ReassignmentId;
  readonly serviceId?: ServiceId;
  readonly resyncId?: ResyncId;
}

export interface DueWorkStore {
  /** In pages, the oldest of each partition first, and no more than a run can enqueue. */
  due(now: Date): AsyncIterable<DueWork[]>;
}

/** When work is due after a step at `now`, unless another step is stored before. */
export const dueAfterStep = (now: Date): string =>
  new Date(now.getTime() + dueAfterSeconds * 1_000).toISOString();

const pageSize = 500;
/** The most pages of a partition in one run. What is left stays due for the next one, a minute later. */
const pagesPerPartition = 10;

export const dueWorkStore = (table: Table): DueWorkStore => ({
  async *due(now) {
    for (const partition of duePartitions) {
      let next: DueCursor | undefined;
      for (let read = 0; read < pagesPerPartition; read++) {
        const page = await table.queryDue(partition, now.toISOString(), pageSize, next);
        yield page.keys.map(toDueWork);
        next = page.next;
        if (next === undefined) break;
      }
    }
  },
});

function toDueWork({ pk, dueAt: at }: { readonly pk: string; readonly dueAt: string }): DueWork {
  const dueAt = new Date(at);
  if (pk.startsWith(reassignmentPrefix))
    return { dueAt, reassignmentId: ReassignmentId.parse(pk.slice(reassignmentPrefix.length)) };
  if (pk.startsWith(serviceKeys.prefix))
    return { dueAt, serviceId: ServiceId.parse(pk.slice(serviceKeys.prefix.length)) };
  if (pk.startsWith(resyncPrefix)) return { dueAt, resyncId: ResyncId.parse(pk.slice(resyncPrefix.length)) };
  return { dueAt, changeId: ChangeId.parse(pk.slice(changePrefix.length)) };
}
