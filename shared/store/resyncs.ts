import { ServiceId, type ResyncId } from '../domain/identifiers.ts';
import { Resync } from '../domain/resync.ts';
import { dueIndexKeys, duePartitionOf } from './index-keys.ts';
import { resyncKey, serviceKeys } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Key, ScannableTable, Table } from './table.ts';
import { written } from './written.ts';

export interface ResyncStore {
  find(resyncId: ResyncId): Promise<Resync | undefined>;
  create(resync: Resync, now: Date): Promise<boolean>;
  /** False if another step was written first. */
  saveStep(resync: Resync, now: Date): Promise<boolean>;
}

export const parseResync = rowParser(Resync);

/** Rows of any kind that one step reads. */
const pageSize = 500;

/** Longer than all attempts of a step take when the member system is down. */
const dueAfterMilliseconds = 10 * 60_000;

export const resyncStore = (table: Table): ResyncStore => ({
  async find(resyncId) {
    const item = await table.get(resyncKey(resyncId));
    return item === undefined ? undefined : parseResync(item);
  },

  create: (resync, now) =>
    written(table.put({ put: itemOf(resync, now), when: [{ path: 'pk', is: 'absent' }] })),

  saveStep: (resync, now) =>
    written(table.put({ put: itemOf(resync, now), when: [{ path: 'version', equals: resync.version - 1 }] })),
});

const itemOf = (resync: Resync, now: Date) => ({
  ...resyncKey(resync.resyncId),
  ...resync,
  ...(resync.state === 'running' && {
    [dueIndexKeys.partition]: duePartitionOf(resync.resyncId),
    [dueIndexKeys.sort]: new Date(now.getTime() + dueAfterMilliseconds).toISOString(),
  }),
});

export interface AllServices {
  /** In no order, including services that left their group. */
  page(after: Key | undefined): Promise<{ serviceIds: ServiceId[]; next?: Key | undefined }>;
}

export const allServices = (table: ScannableTable): AllServices => ({
  async page(after) {
    const { keys, next } = await table.scan({ sk: serviceKeys.sort, limit: pageSize, after });
    const serviceIds = keys
      .filter(({ pk }) => pk.startsWith(serviceKeys.prefix))
      .map(({ pk }) => ServiceId.parse(pk.slice(serviceKeys.prefix.length)));
    return { serviceIds, next };
  },
});
