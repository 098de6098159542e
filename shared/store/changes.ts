import * as z from 'zod';
import { ContactChange } from '../domain/contact-change.ts';
import type { ConsentCode } from '../domain/consent-code.ts';
import { ChangeId, Nic, type GroupId, type ServiceId } from '../domain/identifiers.ts';
import type { RequestTarget } from '../domain/request-change.ts';
import { Service } from '../domain/service.ts';
import { parseAccount } from './accounts.ts';
import {
  effectOperations,
  endOthers,
  listingOperations,
  lockOperations,
  openOnServiceOperations,
  saveChange,
  scheduleOperations,
} from './change-operations.ts';
import { parseConsentCode, useConsentCode } from './consent-codes.ts';
import { groupKeys, parseGroup, parseOpenRequest } from './groups.ts';
import { rememberOperation, Remembered } from './idempotency.ts';
import {
  accountKey,
  changeKey,
  consentCodeKey,
  groupKey,
  groupPartition,
  idempotencyKey,
  openOnServicePrefix,
  scheduledKey,
  scheduledPrefix,
  scheduledUntil,
  serviceKey,
  serviceLockKey,
} from './keys.ts';
import type { Key, Operation, Table } from './table.ts';
import { written } from './written.ts';

/** An open request on a single service, as its group knows it. */
const OpenOnService = z.object({
  changeId: ChangeId,
  requestedBy: Nic,
  administrationRevision: z.int().nonnegative(),
});
export type OpenOnService = z.infer<typeof OpenOnService>;

/** What else is read together with a group, or with a single service and its group. */
export interface TargetWanted {
  readonly recipients: readonly Nic[];
  /** The hashes of the consent codes that were sent along, by the nic that they were sent for. */
  readonly codeHashes?: ReadonlyMap<Nic, string>;
  /** The hash of the caller's idempotency key. */
  readonly idempotencyHash?: string | undefined;
}

/** What a request is judged by, and whether the same request was answered before. */
export interface FoundTarget extends RequestTarget {
  readonly remembered?: Remembered | undefined;
}

/**
 * Contact changes. Every write is conditional on the version before it and answers whether it was made; false
 * means that something moved meanwhile and the caller is to read and judge again.
 */
export interface ChangeStore {
  find(changeId: ChangeId): Promise<ContactChange | undefined>;
  /** In the order of the ids; those that do not exist are left out. */
  findMany(changeIds: readonly ChangeId[]): Promise<ContactChange[]>;
  /** The group, its locks, and what else is wanted, in one read. */
  findGroupTarget(groupId: GroupId, wanted: TargetWanted): Promise<FoundTarget | undefined>;
  /** The service in one read, its group, its lock and what else is wanted in another. */
  findServiceTarget(serviceId: ServiceId, wanted: TargetWanted): Promise<FoundTarget | undefined>;
  /** The open requests on single services of the group, the first hundred of them. */
  openOnServices(groupId: GroupId): Promise<OpenOnService[]>;
  /** What the request of that key was answered, whatever became of what it was about. */
  findRemembered(hash: string): Promise<Remembered | undefined>;
  /** Records a new request with all that follows from it, and what to answer should the same one come again. */
  record(change: ContactChange, target: RequestTarget, now: Date, remember?: Remembered): Promise<boolean>;
  /** Records what an open request became, with all that follows from it. */
  settle(change: ContactChange, before: ContactChange, target: RequestTarget, now: Date): Promise<boolean>;
  /** Records how far an effective change has come, with what goes along with that. */
  proceed(change: ContactChange, now: Date, along?: readonly Operation[]): Promise<boolean>;
  /** Records that an ended change spreads again to the members that failed. */
  resume(change: ContactChange, revision: number, now: Date): Promise<boolean>;
  /** Records that every member was read back; the group then knows nothing more of the change. */
  complete(change: ContactChange, removed: number, now: Date): Promise<boolean>;
  /** The first of the group's scheduled changes whose time has come by `now`, in their order of starting (R5). */
  firstOverdue(groupId: GroupId, now: Date, after?: ContactChange): Promise<ChangeId | undefined>;
  /** Takes a change out of that order which is no longer scheduled. */
  unschedule(change: ContactChange): Promise<void>;
}

export const changeStore = (table: Table): ChangeStore => {
  const readTarget = async (
    groupId: GroupId,
    service: Service | undefined,
    { recipients, codeHashes = new Map<Nic, string>(), idempotencyHash }: TargetWanted,
  ): Promise<FoundTarget | undefined> => {
    const keys: Key[] = [
      ...groupKeys(groupId),
      ...(service === undefined ? [] : [serviceLockKey(service.serviceId)]),
      ...[...new Set(recipients)].map(accountKey),
      ...[...new Set(codeHashes.values())].map(consentCodeKey),
      ...(idempotencyHash === undefined ? [] : [idempotencyKey(idempotencyHash)]),
    ];
    const items = await table.getMany(keys);
    const found = parseGroup(items.filter((item) => item.pk === groupPartition(groupId)));
    if (found === undefined) return undefined;
    const lockOfService = items.find((item) => item.sk === 'PENDING');
    const accounts = items.filter((item) => item.sk === 'ACCOUNT').map(parseAccount);
    const codes = items.filter((item) => item.sk === 'CONSENT').map(parseConsentCode);
    const remembered = items.find((item) => item.sk === 'IDEMPOTENCY');
    return {
      group: found.group,
      service,
      openRequests:
        service === undefined ? found.openRequests : lockOfService ? [parseOpenRequest(lockOfService)] : [],
      accounts: new Map(accounts.map((account) => [account.nic, account])),
      codes: codesByNic(codeHashes, codes),
      remembered: remembered === undefined ? undefined : Remembered.parse(remembered),
    };
  };

  return {
    async find(changeId) {
      const item = await table.get(changeKey(changeId));
      return item === undefined ? undefined : ContactChange.parse(item);
    },

    async findMany(changeIds) {
      const items = await table.getMany(changeIds.map(changeKey));
      const changes = new Map(
        items.map((item) => ContactChange.parse(item)).map((change) => [change.changeId, change]),
      );
      return changeIds.flatMap((changeId) => changes.get(changeId) ?? []);
    },

    findGroupTarget: (groupId, wanted) => readTarget(groupId, undefined, wanted),

    async findServiceTarget(serviceId, wanted) {
      const item = await table.get(serviceKey(serviceId));
      if (item === undefined) return undefined;
      const service = Service.parse(item);
      return readTarget(service.groupId, service, wanted);
    },

    async openOnServices(groupId) {
      const { items } = await table.query({
        pk: groupPartition(groupId),
        prefix: openOnServicePrefix,
        limit: 100,
      });
      return items.map((item) => OpenOnService.parse(item));
    },

    async findRemembered(hash) {
      const item = await table.get(idempotencyKey(hash));
      return item === undefined ? undefined : Remembered.parse(item);
    },

    record(change, target, now, remember) {
      return written(
        table.transact([
          saveChange(change, now),
          ...listingOperations(change),
          ...endOthers(change, target, now),
          ...lockOperations(change, target),
          ...scheduleOperations(change, undefined),
          ...openOnServiceOperations(change, undefined),
          ...Array.from(target.codes.values(), useConsentCode),
          ...(remember === undefined ? [] : [rememberOperation(remember)]),
          ...(change.revision === undefined
            ? [
                ...stillThere(target),
                {
                  check: groupKey(change.groupId),
                  when: [{ path: 'revision', equals: target.group.revision } as const],
                },
              ]
            : effectOperations(change, change.revision, target)),
        ]),
      );
    },

    settle(change, before, target, now) {
      return written(
        table.transact([
          saveChange(change, now),
          ...(change.state === before.state ? [] : lockOperations(change, target)),
          ...scheduleOperations(change, before),
          ...openOnServiceOperations(change, before),
          ...(change.revision === undefined
            ? [...stillThere(target)]
            : [...effectOperations(change, change.revision, target), ...endOthers(change, target, now)]),
        ]),
      );
    },

    proceed(change, now, along = []) {
      const save = saveChange(change, now);
      return written(along.length === 0 ? table.put(save) : table.transact([save, ...along]));
    },

    resume(change, revision, now) {
      const set = { [`spreading.${change.changeId}`]: { revision, removed: 0 } };
      const update = { update: groupKey(change.groupId), set, add: { resumptions: 1 } };
      return written(table.transact([saveChange(change, now), update]));
    },

    complete(change, removed, now) {
      const marker = `spreading.${change.changeId}`;
      return written(
        table.transact([
          saveChange(change, now),
          {
            update: groupKey(change.groupId),
            remove: [marker],
            when: [{ path: `${marker}.removed`, equals: removed }],
          },
        ]),
      );
    },

    async firstOverdue(groupId, now, after) {
      const { items } = await table.query({
        pk: groupPartition(groupId),
        from: scheduledPrefix,
        to: scheduledUntil(now),
        ...(after !== undefined && { after: scheduledKey(after).sk }),
        limit: 1,
      });
      return items[0] === undefined ? undefined : ChangeId.parse(items[0]['changeId']);
    },

    unschedule: (change) => table.transact([{ delete: scheduledKey(change) }]),
  };
};

/** A request on a service is recorded while the service is still the one that was read: its deletion ends requests. */
const stillThere = ({ service }: RequestTarget): Operation[] =>
  service === undefined
    ? []
    : [
        {
          check: serviceKey(service.serviceId),
          when: [
            { path: 'groupId', equals: service.groupId },
            { path: 'joinedRevision', equals: service.joinedRevision },
          ],
        },
      ];

/** The codes that were found, each by the nic that it was sent for. */
function codesByNic(hashes: ReadonlyMap<Nic, string>, codes: readonly ConsentCode[]): Map<Nic, ConsentCode> {
  const known = new Map(codes.map((code) => [code.hash, code]));
  return new Map(
    Array.from(hashes).flatMap(([nic, hash]) => {
      const code = known.get(hash);
      return code === undefined ? [] : [[nic, code] as const];
    }),
  );
}
