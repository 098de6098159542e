import { monotonicFactory } from 'ulid';
import { advanceChange } from '../../functions/workers/advance-change/advance-change.ts';
import { workOnMembers } from '../../functions/workers/propagate-contact/work-on-members.ts';
import type { MemberSystem } from '../../functions/workers/propagate-contact/member-system.ts';
import { publishEvents } from '../../functions/workers/publish-events/publish-events.ts';
import { sendMail } from '../../functions/workers/send-mail/send-mail.ts';
import { recordFailure } from '../../functions/workers/record-failure/record-failure.ts';
import { runReassignment } from '../../functions/workers/run-reassignment/run-reassignment.ts';
import { changeLimits, type ChangeLimits } from '../../functions/workers/advance-change/limits.ts';
import {
  reassignmentLimits,
  type ReassignmentLimits,
} from '../../functions/workers/run-reassignment/limits.ts';
import { runDueWork } from '../../functions/scheduled/run-due-work/run-due-work.ts';
import { readSettings } from '../../infra/environments.ts';
import { propagatingLimit } from '../../shared/commands/become-effective.ts';
import { ChangeId, CodeId, ReassignmentId, ResyncId } from '../../shared/domain/identifiers.ts';
import { MemberMessage, type MemberQueueMessage } from '../../shared/messages/member-message.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import type { QueueWorker } from '../../shared/messages/queue-handler.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { sealedCursors } from '../../shared/http/sealed-cursor.ts';
import { allServices } from '../../shared/store/resyncs.ts';
import type { ScannableTable, Table } from '../../shared/store/table.ts';
import { MemoryBus } from './memory-bus.ts';
import { MemoryMail } from './memory-mail.ts';
import { MemoryQueue } from './memory-queue.ts';
import { MemoryTable } from './memory-table.ts';
import { RecordedMetrics } from './recorded-metrics.ts';
import { storesOn } from './stores.ts';
import type * as z from 'zod';

/** Seals the cursors of every system in memory. */
export const cursors = sealedCursors('known to no caller');

const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

const memberTiming = { ...readSettings('local').memberTiming, notifiesMembers: false };
/** After this time, in milliseconds, the message of a missing member is resent. */
export const resendAfter = memberMessageLife(memberTiming) * 1_000;

/** The whole system in memory. The test sets the clock and delivers the messages. */
export class SystemInMemory {
  time = Date.parse('2026-03-01T08:00:00.000Z');
  readonly table: Table;
  readonly stores: ReturnType<typeof storesOn>;
  readonly changeQueue = new MemoryQueue();
  readonly memberQueue = new MemoryQueue();
  readonly reassignmentQueue = new MemoryQueue();
  readonly eventQueue = new MemoryQueue();
  readonly eventBus = new MemoryBus();
  readonly mailQueue = new MemoryQueue();
  readonly mail = new MemoryMail();
  readonly metrics = new RecordedMetrics();
  changeLimits: ChangeLimits = changeLimits;
  reassignmentLimits: ReassignmentLimits = reassignmentLimits;
  propagatingLimit = propagatingLimit;
  /** The ids that were given, also to what was not recorded after all. */
  readonly changeIds: ChangeId[] = [];
  readonly reassignmentIds: ReassignmentId[] = [];
  readonly #ulid = monotonicFactory();
  readonly clock = { now: () => new Date(this.time) };

  /** What a resync scans; nothing, unless a test sets it. */
  scannable: ScannableTable = { scan: () => Promise.resolve({ keys: [] }) };

  constructor(table: Table = new MemoryTable()) {
    this.table = table;
    this.stores = storesOn(table);
  }

  /** If set, members are notified. */
  memberSystem: MemberSystem | undefined;

  get effects() {
    const { clock, changeQueue, memberQueue, reassignmentQueue, eventQueue, memberSystem, metrics } = this;
    const limits = {
      changeLimits: this.changeLimits,
      reassignmentLimits: this.reassignmentLimits,
      propagatingLimit: this.propagatingLimit,
    };
    const longestPauseSeconds = memberTiming.longestPause;
    const members = {
      notifiesMembers: memberSystem !== undefined,
      longestPauseSeconds,
      resendAfterMilliseconds: resendAfter,
      memberSystem,
    };
    const newChangeId = () => remembered(this.changeIds, ChangeId.parse(this.#ulid(this.time)));
    const newReassignmentId = () =>
      remembered(this.reassignmentIds, ReassignmentId.parse(this.#ulid(this.time)));
    const newCodeId = () => CodeId.parse(this.#ulid(this.time));
    const newResyncId = () => ResyncId.parse(this.#ulid(this.time));
    const observers = { log: silentLog, metrics };
    const { eventBus, mailQueue, mail } = this;
    const queues = { changeQueue, memberQueue, reassignmentQueue, eventQueue, mailQueue };
    const ids = { newChangeId, newCodeId, newReassignmentId, newResyncId };
    return {
      ...this.stores,
      allServices: allServices(this.scannable),
      clock,
      ...queues,
      eventBus,
      mail,
      consoleUrl: 'https://console.example.net/console/',
      sealedCursors: cursors,
      ...ids,
      ...observers,
      ...members,
      ...limits,
    };
  }

  /** The body of a message to a member. */
  memberMessage(body: unknown): MemberMessage {
    return MemberMessage.parse(body);
  }

  /** One delivery of a batch of messages to a worker, as the queue would make it. */
  async deliver<Schema extends z.ZodType<object>, Result>(
    worker: QueueWorker<Schema, Result>,
    messages: readonly OutgoingMessage[],
    attempt = 1,
  ): Promise<void> {
    const done = [];
    for (const { body } of messages) {
      const message = worker.message.parse(body);
      done.push({ message, result: await worker.work(message, { attempt }), attempt });
    }
    await worker.afterBatch?.(done, []);
  }

  propagate(messages: readonly OutgoingMessage[] = this.memberQueue.take(), attempt?: number): Promise<void> {
    return this.deliver(workOnMembers(this.effects), messages, attempt);
  }

  advance(messages: readonly OutgoingMessage[] = this.changeQueue.take()): Promise<void> {
    return this.deliver(advanceChange(this.effects), messages);
  }

  fail(message: MemberQueueMessage): Promise<void> {
    return this.deliver(recordFailure(this.effects), [{ body: message }]);
  }

  runReassignments(messages: readonly OutgoingMessage[] = this.reassignmentQueue.take()): Promise<void> {
    return this.deliver(runReassignment(this.effects), messages);
  }

  publishEvents(messages: readonly OutgoingMessage[] = this.eventQueue.take()): Promise<void> {
    return this.deliver(publishEvents(this.effects), messages);
  }

  sendMail(messages: readonly OutgoingMessage[] = this.mailQueue.take()): Promise<void> {
    return this.deliver(sendMail(this.effects), messages);
  }

  runDueWork(): Promise<void> {
    return runDueWork(this.effects)();
  }

  /** Runs the flow until no message is left. `lose` may remove messages before each delivery to members. */
  async settle(
    lose: (messages: OutgoingMessage[]) => OutgoingMessage[] = (messages) => messages,
  ): Promise<void> {
    for (let round = 0; round < 500; round++) {
      await this.propagate(lose(this.memberQueue.take()));
      const steps = this.changeQueue.take();
      const reassignments = this.reassignmentQueue.take();
      if (steps.length + reassignments.length + this.memberQueue.messages.length === 0) return;
      this.time += 1_000 * Math.max(0, ...[...steps, ...reassignments].map((step) => step.delaySeconds ?? 0));
      await this.advance(steps);
      await this.runReassignments(reassignments);
    }
    throw new Error('The flow does not come to rest.');
  }
}

function remembered<Id>(ids: Id[], id: Id): Id {
  ids.push(id);
  return id;
}
