import { dueAfterSeconds } from '../domain/step-timing.ts';
import type { ServiceId } from '../domain/identifiers.ts';
import type { Service, UntoldJoin } from '../domain/service.ts';
import { dueIndexKeys, duePartitionOf } from './index-keys.ts';
import { serviceKey } from './keys.ts';
import type { Condition, Table } from './table.ts';
import { written } from './written.ts';

/** A service whose member system is still to be notified of its join. */
export type UntoldService = Service & { readonly untold: UntoldJoin };

/** Joins that the member system is still to be notified of: marks on the services' rows, and when they are due. */
export interface UntoldJoinStore {
  /** False if the service has left since. */
  notified(service: UntoldService): Promise<boolean>;
  /** Records the failure, and when the next message is due. */
  failed(service: UntoldService, failure: NonNullable<UntoldJoin['failure']>, dueAt: Date): Promise<boolean>;
  /** False if it was notified or postponed meanwhile. */
  putOff(serviceId: ServiceId, dueAt: Date, until: Date): Promise<boolean>;
}

/** In the service's row until the member system was notified. */
export const dueMarkerOf = (serviceId: ServiceId, dueAt: Date) => ({
  [dueIndexKeys.partition]: duePartitionOf(serviceId),
  [dueIndexKeys.sort]: dueAt.toISOString(),
});

/** By then the first message has been handled, unless it was lost. */
export const firstDueOf = (now: Date): Date => new Date(now.getTime() + 4 * dueAfterSeconds * 1_000);

export const untoldJoinStore = (table: Table): UntoldJoinStore => ({
  notified(service) {
    const remove = ['untold', ...Object.values(dueIndexKeys)];
    return writtenUpdate(table, { update: serviceKey(service.serviceId), remove, when: isSame(service) });
  },

  failed(service, failure, dueAt) {
    const set = { 'untold.failure': failure, [dueIndexKeys.sort]: dueAt.toISOString() };
    return writtenUpdate(table, { update: serviceKey(service.serviceId), set, when: isSame(service) });
  },

  putOff(serviceId, dueAt, until) {
    const set = { [dueIndexKeys.sort]: until.toISOString() };
    const when = [{ path: dueIndexKeys.sort, equals: dueAt.toISOString() }];
    return writtenUpdate(table, { update: serviceKey(serviceId), set, when });
  },
});

/** A service joins once at a revision. */
const isSame = ({ groupId, untold }: UntoldService): Condition[] => [
  { path: 'groupId', equals: groupId },
  { path: 'untold.revision', equals: untold.revision },
];

const writtenUpdate = (table: Table, operation: Parameters<Table['update']>[0]): Promise<boolean> =>
  written(table.update(operation).then(() => {}));
