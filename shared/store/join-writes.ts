import type { Group } from '../domain/group.ts';
import type { ServiceId } from '../domain/identifiers.ts';
import type { Member, Service } from '../domain/service.ts';
import { groupKey, memberKey, serviceKey } from './keys.ts';
import { toStoredService, type Tombstone } from './service-rows.ts';
import type { Condition, Write } from './table.ts';
import { dueMarkerOf, firstDueOf } from './untold-joins.ts';

export interface Joining {
  readonly services: readonly Service[];
  readonly tombstones: ReadonlyMap<ServiceId, Tombstone>;
  /** The group takes it too. */
  readonly revision: number;
}

const toMember = ({ serviceId, kind, joinedRevision }: Service): Member => ({
  serviceId,
  kind,
  joinedRevision,
});

/** Two writes a service, one of the group and one event, so that 40 services fit in a transaction. */
export function joinWrites(group: Group, { services, tombstones, revision }: Joining): Write[] {
  const { groupId } = group;
  return [
    {
      update: groupKey(groupId),
      add: { serviceCount: services.length },
      ...(revision > group.revision && { set: { revision } }),
      when: [{ path: 'revision', equals: group.revision }],
    },
    ...services.flatMap((service): Write[] => [
      {
        put: {
          ...serviceKey(service.serviceId),
          ...toStoredService(service),
          ...(service.untold &&
            dueMarkerOf(service.serviceId, firstDueOf(new Date(service.untold.joinedAt)))),
        },
        when: isStillAway(tombstones.get(service.serviceId)),
      },
      { put: { ...memberKey(groupId, service.serviceId), ...toMember(service) } },
    ]),
  ];
}

/** A service that joins and leaves in between leaves a tombstone with a higher revision. */
const isStillAway = (tombstone: Tombstone | undefined): Condition[] =>
  tombstone === undefined
    ? [{ path: 'pk', is: 'absent' }]
    : [
        { path: 'groupId', is: 'absent' },
        { path: 'lastRevision', equals: tombstone.lastRevision },
      ];
