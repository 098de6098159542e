import type { ContactChange, RetriableChange } from '../domain/contact-change.ts';
import type { Occasion } from '../domain/events-of-change.ts';
import type { Group } from '../domain/group.ts';
import type { ChangeId, GroupId, ServiceId } from '../domain/identifiers.ts';
import type { RequestContext } from '../domain/change-request.ts';
import { parseChange } from './change-rows.ts';
import {
  endOthers,
  listingWrites,
  lockWrites,
  openOnServiceWrites,
  relistingWrites,
  saveChange,
  saveWithEvents,
  scheduleWrites,
} from './change-writes.ts';
import { effectiveWrites, propagatingMark, slotIsFree } from './effective-writes.ts';
import { useConsentCode } from './consent-codes.ts';
import { findRemembered, rememberAnswer, type Remembered } from './idempotency.ts';
import { inboxWritesOfChange } from './inbox.ts';
import { changeKey, groupKey, groupPartition, reassignmentKey, serviceKey } from './keys.ts';
import { completionWrites, resolutionWrites, type Ended } from './completion-writes.ts';
import type { RecordedOutcome } from './outcomes.ts';
import { resumeTarget } from './reassignment-writes.ts';
import { openOnServices, type OpenOnServicesOptions, type OpenOnServicesPage } from './open-on-services.ts';
import { parseReassignment } from './reassignments.ts';
import { firstScheduled, type ScheduledChange } from './schedule.ts';
import { serviceIn } from './service-rows.ts';
import type { Table, Write } from './table.ts';
import { contextReader, type FoundContext, type ContextWanted } from './request-context.ts';
import { written } from './written.ts';

export interface NewChangeExtras {
  readonly remember?: Remembered | undefined;
  readonly extraWrites?: readonly Write[] | undefined;
}

/** Every write is conditional on the previous version; false means a conflict: read and decide again. */
export interface ChangeStore {
  find(changeId: ChangeId): Promise<ContactChange | undefined>;
  /** In the order of the ids, without those that do not exist. */
  findMany(changeIds: readonly ChangeId[]): Promise<ContactChange[]>;
  findGroupContext(groupId: GroupId, wanted: ContextWanted): Promise<FoundContext | undefined>;
  /** Reads the service in one request, and its group, its lock and what `wanted` names in another. */
  findServiceContext(serviceId: ServiceId, wanted: ContextWanted): Promise<FoundContext | undefined>;
  /** A page of the open requests on single services of the group, oldest first. Some may have ended. */
  openOnServices(groupId: GroupId, options: OpenOnServicesOptions): Promise<OpenOnServicesPage>;
  /** The remembered answer to the key, even if its subject is gone. */
  findRemembered(hash: string): Promise<Remembered | undefined>;
  /** Records a new request with its locks and lists, and the extra writes. */
  record(
    change: ContactChange,
    context: RequestContext,
    now: Date,
    extraWrites?: NewChangeExtras,
  ): Promise<boolean>;
  /** Records the next state of an open request, with all its consequences. */
  settle(
    change: ContactChange,
    before: ContactChange,
    context: RequestContext,
    occasion: Occasion,
  ): Promise<boolean>;
  /** Records another state, or what its events are, and nothing else but the extra writes. */
  restate(
    change: ContactChange,
    before: ContactChange,
    occasion: Occasion,
    extraWrites?: readonly Write[],
  ): Promise<boolean>;
  /** Records a step that makes no event. */
  proceed(change: ContactChange, now: Date, extraWrites?: readonly Write[]): Promise<boolean>;
  /** Records that an ended change propagates again, and writes its rows in lists again: they are kept as long. */
  resume(change: ContactChange, before: RetriableChange, group: Group, occasion: Occasion): Promise<boolean>;
  /** Records that the change has ended: removes its mark from the group, and updates the counts of its reassignment. */
  complete(change: ContactChange, before: ContactChange, ended: Ended, now: Date): Promise<boolean>;
  /** Deletes the recorded failure of a member that has taken a propagating change. */
  resolve(change: ContactChange, failure: RecordedOutcome): Promise<boolean>;
  /** The first of the group's scheduled changes whose time has come by `now`, in their order of starting (R5). */
  firstOverdue(groupId: GroupId, now: Date, after?: string): Promise<ScheduledChange | undefined>;
  /** Removes from the schedule the place of a change that is no longer scheduled. */
  unschedule(groupId: GroupId, place: string): Promise<void>;
  /** False if its row was written meanwhile. */
  postpone(change: ContactChange, until: Date): Promise<boolean>;
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
      const service = serviceIn(await table.get(serviceKey(serviceId)));
      return service === undefined ? undefined : readContext(service.groupId, service, wanted);
    },

    openOnServices: (groupId, options) => openOnServices(table, groupId, options),

    findRemembered: (hash) => findRemembered(table, hash),

    record(change, context, now, { remember, extraWrites = [] } = {}) {
      return written(
        table.transact([
          ...saveWithEvents(change, undefined, { actor: change.requestedBy, now }),
          ...listingWrites(change),
          ...endOthers(change, context, now),
          ...lockWrites(change, context),
          ...scheduleWrites(change, undefined),
          ...openOnServiceWrites(change, undefined),
          ...inboxWritesOfChange(change, undefined),
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

    settle(change, before, context, occasion) {
      const { now } = occasion;
      return written(
        table.transact([
          ...saveWithEvents(change, before, { ...occasion, group: context.group }),
          ...(change.state === before.state ? [] : lockWrites(change, context)),
          ...scheduleWrites(change, before),
          ...openOnServiceWrites(change, before),
          ...inboxWritesOfChange(change, before),
          ...(change.revision === undefined
            ? []
            : [...effectiveWrites(change, change.revision, context), ...endOthers(change, context, now)]),
        ]),
      );
    },

    restate: (change, before, occasion, extraWrites = []) =>
      written(table.transact([...saveWithEvents(change, before, occasion), ...extraWrites])),

    proceed(change, now, extraWrites = []) {
      const save = saveChange(change, now);
      return written(extraWrites.length === 0 ? table.put(save) : table.transact([save, ...extraWrites]));
    },

    async resume(change, before, group, occasion) {
      const update = {
        update: groupKey(change.groupId),
        set: propagatingMark(change, before.revision),
        add: { resumptions: 1 },
        when: slotIsFree(group),
      };
      const reassignment =
        change.reassignmentId === undefined
          ? undefined
          : await table.get(reassignmentKey(change.reassignmentId));
      const extraWrites =
        reassignment === undefined ? [] : resumeTarget(change, parseReassignment(reassignment), occasion);
      const place = scheduleWrites(change, before);
      return written(
        table.transact([
          ...saveWithEvents(change, before, occasion),
          ...relistingWrites(change),
          update,
          ...place,
          ...extraWrites,
        ]),
      );
    },

    complete: (change, before, ended, now) =>
      written(table.transact(completionWrites(change, before, ended, now))),

    resolve: (change, failure) => written(table.transact(resolutionWrites(change, failure))),

    firstOverdue: (groupId, now, after) => firstScheduled(table, groupId, { until: now, after }),

    unschedule: (groupId, place) => table.delete({ delete: { pk: groupPartition(groupId), sk: place } }),

    postpone({ changeId, version }, until) {
      const update = {
        update: changeKey(changeId),
        set: { dueAt: until.toISOString() },
        when: [{ path: 'version', equals: version } as const],
      };
      return written(table.transact([update]));
    },
  };
};

/** The service must still exist, because only its deletion would end the request. */
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
