import type { ContactChange } from '../domain/contact-change.ts';
import type { Group } from '../domain/group.ts';
import type { ChangeId, GroupId, ServiceId } from '../domain/identifiers.ts';
import type { RequestContext } from '../domain/change-request.ts';
import {
  parseChange,
  parseOpenOnService,
  parseOverdue,
  type OpenOnService,
  type OverdueChange,
} from './change-rows.ts';
import {
  endOthers,
  listingWrites,
  lockWrites,
  openOnServiceWrites,
  saveChange,
  scheduleWrites,
} from './change-writes.ts';
import { effectiveWrites, propagatingMark } from './effective-writes.ts';
import { useConsentCode } from './consent-codes.ts';
import { findRemembered, rememberAnswer, type Remembered } from './idempotency.ts';
import {
  changeKey,
  groupKey,
  groupPartition,
  openOnServicePrefix,
  propagatingPath,
  reassignmentKey,
  scheduledKey,
  scheduledPrefix,
  scheduledUntil,
  serviceKey,
} from './keys.ts';
import { endTarget, resumeTarget } from './reassignment-writes.ts';
import { parseReassignment } from './reassignments.ts';
import { parseService } from './services.ts';
import type { Table, Write } from './table.ts';
import { contextReader, type FoundContext, type ContextWanted } from './request-context.ts';
import { written } from './written.ts';

/** What else is written in the transaction of a new request. */
export interface NewChangeExtras {
  /** What to answer should the same request come again. */
  readonly remember?: Remembered | undefined;
  /** What the change is made for. */
  readonly extraWrites?: readonly Write[] | undefined;
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
  findGroupContext(groupId: GroupId, wanted: ContextWanted): Promise<FoundContext | undefined>;
  /** The service in one read, its group, its lock and what else is wanted in another. */
  findServiceContext(serviceId: ServiceId, wanted: ContextWanted): Promise<FoundContext | undefined>;
  /** The open requests on single services of the group, the first hundred of them. */
  openOnServices(groupId: GroupId): Promise<OpenOnService[]>;
  /** What the request of that key was answered, whatever became of what it was about. */
  findRemembered(hash: string): Promise<Remembered | undefined>;
  /** Records a new request with all that follows from it, and what goes along with it. */
  record(
    change: ContactChange,
    context: RequestContext,
    now: Date,
    extraWrites?: NewChangeExtras,
  ): Promise<boolean>;
  /** Records what an open request became, with all that follows from it. */
  settle(change: ContactChange, before: ContactChange, context: RequestContext, now: Date): Promise<boolean>;
  /** Records how far an effective change has come, with what goes along with that. */
  proceed(change: ContactChange, now: Date, extraWrites?: readonly Write[]): Promise<boolean>;
  /** Records that an ended change propagates again to the members that failed. */
  resume(change: ContactChange, revision: number, group: Group, now: Date): Promise<boolean>;
  /**
   * Records that every member was read back; the group then knows nothing more of the change, and a reassignment that
   * made it counts it among those that ended, with the `members` that it had to reach.
   */
  complete(change: ContactChange, ended: Ended, now: Date): Promise<boolean>;
  /** The first of the group's scheduled changes whose time has come by `now`, in their order of starting (R5). */
  firstOverdue(groupId: GroupId, now: Date, after?: string): Promise<OverdueChange | undefined>;
  /** Takes a change out of that order which is no longer scheduled. */
  unschedule(change: ContactChange): Promise<void>;
}

/** What the end of a change is based on. */
export interface Ended {
  /** How many of its members were deleted, as the group counts them. */
  readonly removed: number;
  /** How many it had to reach. */
  readonly members: number;
  /** What goes along with it. */
  readonly extraWrites: readonly Write[];
}

export const changeStore = (table: Table): ChangeStore => {
  const readContext = contextReader(table);
  return {
    async find(changeId) {
      const item = await table.get(changeKey(changeId));
      return item === undefined ? undefined : parseChange(item);
    },

    async findMany(changeIds) {
      const items = await table.getMany(changeIds.map(changeKey));
      const changes = new Map(items.map(parseChange).map((change) => [change.changeId, change]));
      return changeIds.flatMap((changeId) => changes.get(changeId) ?? []);
    },

    findGroupContext: (groupId, wanted) => readContext(groupId, undefined, wanted),

    async findServiceContext(serviceId, wanted) {
      const item = await table.get(serviceKey(serviceId));
      if (item === undefined) return undefined;
      const service = parseService(item);
      return readContext(service.groupId, service, wanted);
    },

    async openOnServices(groupId) {
      const { items } = await table.query({
        pk: groupPartition(groupId),
        prefix: openOnServicePrefix,
        limit: 100,
      });
      return items.map(parseOpenOnService);
    },

    findRemembered: (hash) => findRemembered(table, hash),

    record(change, context, now, { remember, extraWrites = [] } = {}) {
      return written(
        table.transact([
          saveChange(change, now),
          ...listingWrites(change),
          ...endOthers(change, context, now),
          ...lockWrites(change, context),
          ...scheduleWrites(change, undefined),
          ...openOnServiceWrites(change, undefined),
          ...Array.from(context.codes.values(), useConsentCode),
          ...(remember === undefined ? [] : [rememberAnswer(remember)]),
          ...extraWrites,
          ...(change.revision === undefined
            ? [
                ...stillThere(context),
                {
                  check: groupKey(change.groupId),
                  when: [{ path: 'revision', equals: context.group.revision } as const],
                },
              ]
            : effectiveWrites(change, change.revision, context)),
        ]),
      );
    },

    settle(change, before, context, now) {
      return written(
        table.transact([
          saveChange(change, now),
          ...(change.state === before.state ? [] : lockWrites(change, context)),
          ...scheduleWrites(change, before),
          ...openOnServiceWrites(change, before),
          ...(change.revision === undefined
            ? []
            : [...effectiveWrites(change, change.revision, context), ...endOthers(change, context, now)]),
        ]),
      );
    },

    proceed(change, now, extraWrites = []) {
      const save = saveChange(change, now);
      return written(extraWrites.length === 0 ? table.put(save) : table.transact([save, ...extraWrites]));
    },

    async resume(change, revision, group, now) {
      const update = {
        update: groupKey(change.groupId),
        set: propagatingMark(change, revision),
        add: { resumptions: 1 },
        when: [{ path: 'resumptions', equals: group.resumptions } as const],
      };
      const reassignment =
        change.reassignmentId === undefined
          ? undefined
          : await table.get(reassignmentKey(change.reassignmentId));
      const extraWrites =
        reassignment === undefined ? [] : resumeTarget(change, parseReassignment(reassignment), now);
      return written(table.transact([saveChange(change, now), update, ...extraWrites]));
    },

    complete(change, { removed, members, extraWrites }, now) {
      const marker = propagatingPath(change.changeId);
      return written(
        table.transact([
          saveChange(change, now),
          {
            update: groupKey(change.groupId),
            remove: [marker],
            when: [{ path: `${marker}.removed`, equals: removed }],
          },
          ...endTarget(change, members),
          ...extraWrites,
        ]),
      );
    },

    async firstOverdue(groupId, now, after) {
      const { items } = await table.query({
        pk: groupPartition(groupId),
        from: scheduledPrefix,
        to: scheduledUntil(now),
        ...(after !== undefined && { after }),
        limit: 1,
      });
      const [first] = items;
      return first === undefined ? undefined : parseOverdue(first);
    },

    unschedule: (change) => table.transact([{ delete: scheduledKey(change) }]),
  };
};

/** A request on a service is recorded while the service is still the one that was read: its deletion ends requests. */
const stillThere = ({ service }: RequestContext): Write[] =>
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
