import * as z from 'zod';
import { requesterLostAdministration, serviceRemoved } from '../domain/contact-change.ts';
import { endOf, type Group, type OpenRequest } from '../domain/group.ts';
import { isMemberOf } from '../domain/member-outcome.ts';
import { ChangeId, GroupId, ServiceId, type Nic } from '../domain/identifiers.ts';
import { Service, type Member } from '../domain/service.ts';
import { endUnread, leavePlace } from './change-writes.ts';
import { parseOpenRequest } from './groups.ts';
import {
  contactPartition,
  failedKey,
  groupKey,
  heldServiceKey,
  heldServicePrefix,
  lastRevisionKey,
  memberKey,
  openOnServiceKey,
  ownTechnicalContactAttribute,
  serviceKey,
  serviceLockKey,
  propagatingPath,
} from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Write, ReadOptions, Table } from './table.ts';
import { written } from './written.ts';

export interface ServiceStore {
  find(serviceId: ServiceId): Promise<Service | undefined>;
  findMany(serviceIds: readonly ServiceId[], options?: ReadOptions): Promise<Map<ServiceId, Service>>;
  /** The services with `nic` as their own technical contact. The result is a hint: check the services' rows. */
  findByOwnTechnicalContact(
    nic: Nic,
    options: OwnTechnicalContactOptions,
  ): Promise<{ candidates: OwnTechnicalContact[]; more: boolean }>;
  /** The locks of R8 on single services, without those that have none. */
  openRequests(serviceIds: readonly ServiceId[]): Promise<Map<ServiceId, OpenRequest>>;
  /** The highest last revision of these services if they were deleted before, else 0. */
  lastRevisionOf(serviceIds: readonly ServiceId[]): Promise<number>;
  /**
   * Adds all services or none (R10), and sets the group's revision to the one they join at. Returns false if its
   * revision changed or one of them now exists.
   */
  join(group: Group, services: readonly Service[], revision: number): Promise<boolean>;
  /** Removes the service from its group and from every propagating change, and ends its open request (R10). */
  remove(group: Group, service: Service, now: Date): Promise<boolean>;
}

export interface OwnTechnicalContactOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

export const parseService = rowParser(Service, { [ownTechnicalContactAttribute]: 'ownTechnicalContact' });

const toStored = ({ ownTechnicalContact, ...service }: Service) => ({
  ...service,
  [ownTechnicalContactAttribute]: ownTechnicalContact,
});

export const parseLastRevision = rowParser(z.object({ revision: z.int().nonnegative() }));

const OwnTechnicalContact = z.object({ serviceId: ServiceId, groupId: GroupId });
export type OwnTechnicalContact = z.infer<typeof OwnTechnicalContact>;
export const parseOwnTechnicalContact = rowParser(OwnTechnicalContact);

export const serviceStore = (table: Table): ServiceStore => ({
  async find(serviceId) {
    const item = await table.get(serviceKey(serviceId));
    return item === undefined ? undefined : parseService(item);
  },

  async findMany(serviceIds, options) {
    const items = await table.getMany(serviceIds.map(serviceKey), options);
    return new Map(items.map(parseService).map((service) => [service.serviceId, service]));
  },

  async findByOwnTechnicalContact(nic, { after, limit }) {
    const { items, more } = await table.query({
      pk: contactPartition(nic),
      prefix: heldServicePrefix,
      ...(after !== undefined && { after: heldServicePrefix + after }),
      limit,
    });
    return { candidates: items.map(parseOwnTechnicalContact), more };
  },

  async openRequests(serviceIds) {
    const locks = await table.getMany(serviceIds.map(serviceLockKey));
    const byPartition = new Map(locks.map((lock) => [lock.pk, parseOpenRequest(lock)]));
    return new Map(
      serviceIds.flatMap((serviceId) => {
        const open = byPartition.get(serviceLockKey(serviceId).pk);
        return open === undefined ? [] : [[serviceId, open] as const];
      }),
    );
  },

  async lastRevisionOf(serviceIds) {
    const items = await table.getMany(serviceIds.map(lastRevisionKey));
    return Math.max(0, ...items.map((item) => parseLastRevision(item).revision));
  },

  join(group, services, revision) {
    return written(table.transact(joinWrites(group, services, revision)));
  },

  async remove(group, service, now) {
    const lock = await table.get(serviceLockKey(service.serviceId));
    const request = lock === undefined ? undefined : parseOpenRequest(lock);
    return written(
      table.transact([
        ...removeWrites(group, service),
        ...endRequest(group, service.serviceId, request, now),
      ]),
    );
  },
});

const toMember = ({ serviceId, kind, joinedRevision }: Service): Member => ({
  serviceId,
  kind,
  joinedRevision,
});

function joinWrites(group: Group, services: readonly Service[], revision: number): Write[] {
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
        put: { ...serviceKey(service.serviceId), ...toStored(service) },
        when: [{ path: 'pk', is: 'absent' }],
      },
      { put: { ...memberKey(groupId, service.serviceId), ...toMember(service) } },
    ]),
  ];
}

/** Subtracts the service from every propagating change that it is a member of. */
function removeWrites({ groupId, revision, resumptions, propagating }: Group, service: Service): Write[] {
  const awaiting = Object.entries(propagating).filter(([, change]) => isMemberOf(change, service));
  return [
    {
      update: groupKey(groupId),
      add: {
        serviceCount: -1,
        ...Object.fromEntries(awaiting.map(([changeId]) => [`${propagatingPath(changeId)}.removed`, 1])),
      },
      when: [
        { path: 'revision', equals: revision },
        { path: 'resumptions', equals: resumptions },
        ...awaiting.map(([changeId]) => ({ path: propagatingPath(changeId), is: 'present' }) as const),
      ],
    },
    {
      delete: serviceKey(service.serviceId),
      when: [
        { path: 'groupId', equals: groupId },
        { path: 'joinedRevision', equals: service.joinedRevision },
      ],
    },
    { delete: memberKey(groupId, service.serviceId) },
    { put: { ...lastRevisionKey(service.serviceId), revision } },
    ...(service.ownTechnicalContact === true
      ? [{ delete: heldServiceKey(service.contacts.technical, service.serviceId) }]
      : []),
    ...awaiting.map(([changeId]) => ({ delete: failedKey(ChangeId.parse(changeId), service.serviceId) })),
  ];
}

/** Ends the open request on the service (R10), unless it has ended already. */
function endRequest(
  group: Group,
  serviceId: ServiceId,
  request: OpenRequest | undefined,
  now: Date,
): Write[] {
  const lock = serviceLockKey(serviceId);
  if (request === undefined) return [{ check: lock, when: [{ path: 'pk', is: 'absent' }] }];
  const ended = endOf(request, group, now);
  const rejection = ended === undefined ? serviceRemoved : requesterLostAdministration;
  return [
    endUnread(request.changeId, ended ?? 'rejected', rejection),
    { delete: lock, when: [{ path: 'changeId', equals: request.changeId }] },
    { delete: openOnServiceKey(group.groupId, request.changeId) },
    ...leavePlace(group.groupId, request),
  ];
}
