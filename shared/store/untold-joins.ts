import { dueAfterSeconds } from '../domain/step-timing.ts';
import type { ServiceId } from '../domain/identifiers.ts';
import type { Service, UntoldJoin } from '../domain/service.ts';
import { dueIndexKeys, duePartitionOf, serviceKey } from './keys.ts';
import type { Condition, Table } from './table.ts';
import { written } from './written.ts';

/** A member whose own system has yet to be told that it joined. */
export type UntoldService = Service & { readonly untold: UntoldJoin };

/** The joins that members' own systems have yet to be told of: marks on the services' rows, and when they are due. */
export interface UntoldJoinStore {
  /** The join was told; false if the service has left since, whatever became of it. */
  told(service: UntoldService): Promise<boolean>;
  /** Every attempt of a message failed: keeps why, and when the join is told again. */
  failed(service: UntoldService, failure: NonNullable<UntoldJoin['failure']>, dueAt: Date): Promise<boolean>;
  /** Puts off a join that is due since `dueAt`; false if it was told or put off meanwhile. */
  putOff(serviceId: ServiceId, dueAt: Date, until: Date): Promise<boolean>;
}

/** The due marker of a join, which its row carries until it was told. */
export const dueMarkerOf = (serviceId: ServiceId, dueAt: Date) => ({
  [dueIndexKeys.partition]: duePartitionOf(serviceId),
  [dueIndexKeys.sort]: dueAt.toISOString(),
});

/** When a join of `now` is due: by then its first message has done its work, unless it was lost. */
export const firstDueOf = (now: Date): Date => new Date(now.getTime() + 4 * dueAfterSeconds * 1_000);

export const untoldJoinStore = (table: Table): UntoldJoinStore => ({
  told(service) {
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

/** The very join that was read: a service joins once at a revision. */
const isSame = ({ groupId, untold }: UntoldService): Condition[] => [
  { path: 'groupId', equals: groupId },
  { path: 'untold.revision', equals: untold.revision },
];

const writtenUpdate = (table: Table, operation: Parameters<Table['update']>[0]): Promise<boolean> =>
  written(table.update(operation).then(() => {}));
