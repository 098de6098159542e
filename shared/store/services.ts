import * as z from 'zod';
import { requesterLostAdministration, serviceRemoved } from '../domain/contact-change.ts';
import { endOf, type Group, type OpenRequest } from '../domain/group.ts';
import type { ServiceEvent } from '../domain/event.ts';
import { GroupId, ServiceId, type Nic } from '../domain/identifiers.ts';
import type { Service } from '../domain/service.ts';
import { endUnread, leavePlace } from './change-writes.ts';
import { eventWrite } from './events.ts';
import { parseOpenRequest } from './groups.ts';
import {
  contactPartition,
  groupKey,
  heldServiceKey,
  heldServicePrefix,
  memberKey,
  openOnServiceKey,
  serviceKey,
  serviceLockKey,
  tombstoneKey,
  lastRevisionKey,
} from './keys.ts';
import { joinWrites, type Joining } from './join-writes.ts';
import { leavingMember, type LeavingMember } from './leaving-member.ts';
import { rowParser } from './row-parser.ts';
import {
  isTombstone,
  parseLastRevision,
  parseService,
  parseTombstone,
  byServiceId,
  serviceReader,
  type ServiceReader,
  type Tombstone,
} from './service-rows.ts';
import type { Write, Table } from './table.ts';
import { written } from './written.ts';

export interface ServiceStore extends ServiceReader {
  /** The services with `nic` as their own technical contact. The result is a hint: check the services' rows. */
  findByOwnTechnicalContact(
    nic: Nic,
    options: OwnTechnicalContactOptions,
  ): Promise<{ candidates: OwnTechnicalContact[]; more: boolean }>;
  /** The locks of R8 on single services. */
  openRequests(serviceIds: readonly ServiceId[]): Promise<Map<ServiceId, OpenRequest>>;
  /** Members of any group, and the tombstones of those that left one. */
  findKnown(serviceIds: readonly ServiceId[]): Promise<KnownServices>;
  /**
   * Adds all services or none (R10), and raises the group's revision. False if the group or one of the services
   * changed.
   */
  join(group: Group, joining: Joining, event: ServiceEvent): Promise<boolean>;
  /** Subtracts it from every propagating change and ends its open request (R10). */
  remove(group: Group, service: Service, event: ServiceEvent): Promise<boolean>;
}

export interface KnownServices {
  readonly members: ReadonlyMap<ServiceId, Service>;
  readonly tombstones: ReadonlyMap<ServiceId, Tombstone>;
  /** -1 if it was never known. */
  readonly lastRevision: number;
}

export interface OwnTechnicalContactOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

const OwnTechnicalContact = z.object({ serviceId: ServiceId, groupId: GroupId });
export type OwnTechnicalContact = z.infer<typeof OwnTechnicalContact>;
export const parseOwnTechnicalContact = rowParser(OwnTechnicalContact);

export const serviceStore = (table: Table): ServiceStore => ({
  ...serviceReader(table),

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

  async findKnown(serviceIds) {
    const items = await table.getMany(serviceIds.map(serviceKey));
    const members = byServiceId(items.filter((item) => !isTombstone(item)).map(parseService));
    const tombstones = byServiceId(items.filter(isTombstone).map(parseTombstone));
    // Read after the rows: without a row, nothing writes the last revision any more.
    const without = serviceIds.filter((serviceId) => !members.has(serviceId) && !tombstones.has(serviceId));
    const before = without.length === 0 ? [] : await table.getMany(without.map(lastRevisionKey));
    const revisions = [
      ...Array.from(tombstones.values(), (tombstone) => tombstone.lastRevision),
      ...before.map((item) => parseLastRevision(item).revision),
    ];
    return { members, tombstones, lastRevision: Math.max(-1, ...revisions) };
  },

  join(group, joining, event) {
    const outbox = eventWrite(event, new Date(event.at));
    return written(table.transact([...joinWrites(group, joining), outbox]));
  },

  async remove(group, service, event) {
    const now = new Date(event.at);
    const lock = await table.get(serviceLockKey(service.serviceId));
    const request = lock === undefined ? undefined : parseOpenRequest(lock);
    const leaving = await leavingMember(table, group, service);
    return written(
      table.transact([
        ...removeWrites(group, service, leaving),
        eventWrite(event, now),
        ...endRequest(group, service.serviceId, request, now),
      ]),
    );
  },
});

function removeWrites(
  { groupId, revision, resumptions }: Group,
  service: Service,
  leaving: LeavingMember,
): Write[] {
  return [
    {
      update: groupKey(groupId),
      add: { serviceCount: -1, ...leaving.counted },
      when: [
        { path: 'revision', equals: revision },
        { path: 'resumptions', equals: resumptions },
        ...leaving.groupConditions,
      ],
    },
    {
      put: { ...tombstoneKey(service.serviceId), serviceId: service.serviceId, lastRevision: revision },
      when: [
        { path: 'groupId', equals: groupId },
        { path: 'joinedRevision', equals: service.joinedRevision },
        ...leaving.rowConditions,
      ],
    },
    { delete: memberKey(groupId, service.serviceId) },
    ...(service.ownTechnicalContact === true
      ? [{ delete: heldServiceKey(service.contacts.technical, service.serviceId) }]
      : []),
    ...leaving.forgotten,
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
    endUnread(request.changeId, ended ?? 'rejected', rejection, now),
    { delete: lock, when: [{ path: 'changeId', equals: request.changeId }] },
    { delete: openOnServiceKey(group.groupId, request.changeId) },
    ...leavePlace(group.groupId, request),
  ];
}
