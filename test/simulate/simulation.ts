import { monotonicFactory } from 'ulid';
import { runDueWork } from '../../functions/scheduled/run-due-work/run-due-work.ts';
import { advanceChange } from '../../functions/workers/advance-change/advance-change.ts';
import { workOnMembers } from '../../functions/workers/propagate-contact/work-on-members.ts';
import { publishEvents } from '../../functions/workers/publish-events/publish-events.ts';
import { recordFailure } from '../../functions/workers/record-failure/record-failure.ts';
import { reassignmentLimits } from '../../functions/workers/run-reassignment/limits.ts';
import { runReassignment } from '../../functions/workers/run-reassignment/run-reassignment.ts';
import { readSettings } from '../../infra/environments.ts';
import { concurrency } from '../../infra/constructs/concurrency.ts';
import { propagatingLimit } from '../../shared/commands/become-effective.ts';
import { ChangeId } from '../../shared/domain/identifiers.ts';
import { dueWorkPeriodSeconds } from '../../shared/domain/step-timing.ts';
import type { EventBus } from '../../shared/messages/event-bus.ts';
import { queueHandler } from '../../shared/messages/queue-handler.ts';
import {
  deadLetterMaxReceiveCount,
  functionTimeout,
  memberFunctionTimeout,
  maxReceiveCount,
  memberMessageLife,
  visibilityTimeoutOf,
} from '../../shared/messages/timing.ts';
import type { Log } from '../../shared/runtime/log.ts';
import type { Metrics } from '../../shared/runtime/metrics.ts';
import { allServices } from '../../shared/store/resyncs.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { storesOn } from '../support/stores.ts';
import { World } from '../support/world.ts';
import { messagesPerRequest } from './aws/aws-model.ts';
import { Environment } from './engine/environment.ts';
import { EventSource, type QueueFedHandler } from './engine/event-source.ts';
import { randomFrom } from './engine/random.ts';
import { SimulatedQueue } from './engine/simulated-queue.ts';
import { SimulatedTable } from './engine/simulated-table.ts';
import { VirtualTime } from './engine/virtual-time.ts';
import type { Settings } from './settings.ts';

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
const unmeasured: Metrics = { count: () => {}, observe: () => {} };
/** It takes no time: nothing waits for the publisher. */
const eventBus: EventBus = { publish: (events) => Promise.resolve(events) };
const seed = 1;
const memberTiming = { ...readSettings('production').memberTiming, notifiesMembers: false };

/** The workers of production in virtual time, over a table and queues in memory that behave as those of AWS. */
export class Simulation {
  readonly settings: Settings;
  readonly time = new VirtualTime(new Date('2026-03-01T08:00:00.000Z'));
  readonly #random = randomFrom(seed);
  readonly #ulid = monotonicFactory(this.#random);
  readonly #rows = new MemoryTable();
  readonly table: SimulatedTable;
  /** The callers of the API, whose requests take no time. */
  readonly world = new World(this.#rows);
  readonly changeQueue: SimulatedQueue;
  readonly memberQueue: SimulatedQueue;
  readonly reassignmentQueue: SimulatedQueue;
  readonly eventQueue: SimulatedQueue;
  readonly sources: Readonly<
    Record<'steps' | 'members' | 'failures' | 'reassignments' | 'events', EventSource>
  >;

  constructor(settings: Settings) {
    this.settings = settings;
    const { time } = this;
    this.table = new SimulatedTable(this.#rows, time, this.#random, settings.table);
    const queue = (deadLetters?: SimulatedQueue, maxReceives: number = maxReceiveCount) =>
      new SimulatedQueue(time, this.#random, { maxReceives, deadLetters });
    this.changeQueue = queue();
    this.reassignmentQueue = queue();
    this.eventQueue = queue();
    const deadLetters = queue(undefined, deadLetterMaxReceiveCount);
    this.memberQueue = queue(deadLetters);
    const step = { batchSize: 1, memoryMegabytes: settings.stepMemoryMegabytes };
    const member = { batchSize: messagesPerRequest, memoryMegabytes: settings.memberMemoryMegabytes };
    const source = (
      from: SimulatedQueue,
      timeoutSeconds: number,
      options: { concurrency: number; batchSize: number; memoryMegabytes: number },
      load: (environment: Environment) => QueueFedHandler,
    ) => {
      const visibilityTimeoutSeconds = visibilityTimeoutOf(timeoutSeconds);
      return new EventSource(time, this.#random, from, {
        ...options,
        timeoutSeconds,
        visibilityTimeoutSeconds,
        load,
      });
    };
    this.sources = {
      steps: source(
        this.changeQueue,
        functionTimeout.advanceChange,
        { ...step, concurrency: concurrency.changes },
        (environment) => queueHandler(advanceChange(this.#capabilities(environment))),
      ),
      members: source(
        this.memberQueue,
        memberFunctionTimeout(false),
        { ...member, concurrency: settings.propagationConcurrency },
        (environment) => queueHandler(workOnMembers(this.#capabilities(environment))),
      ),
      failures: source(
        deadLetters,
        functionTimeout.recordFailure,
        { ...member, concurrency: concurrency.deadLetters },
        (environment) => queueHandler(recordFailure(this.#capabilities(environment))),
      ),
      reassignments: source(
        this.reassignmentQueue,
        functionTimeout.runReassignment,
        { ...step, concurrency: concurrency.reassignments },
        (environment) => queueHandler(runReassignment(this.#capabilities(environment))),
      ),
      events: source(
        this.eventQueue,
        functionTimeout.publishEvents,
        { ...member, concurrency: concurrency.events },
        (environment) => queueHandler(publishEvents(this.#capabilities(environment))),
      ),
    };
  }

  /** Begins to feed the functions, and due work. */
  start(): void {
    for (const source of Object.values(this.sources)) source.start();
    const environment = new Environment(this.time, this.settings.stepMemoryMegabytes);
    const sweep = runDueWork(this.#capabilities(environment));
    const every = (): void =>
      this.time.at(this.time.now + dueWorkPeriodSeconds * 1_000, () => {
        void sweep();
        every();
      });
    every();
  }

  /** Has a caller do something now, and sends on what the API enqueued. */
  async asCaller<T>(act: (world: World) => Promise<T>): Promise<T> {
    const { world } = this;
    world.time = this.time.now;
    const result = await act(world);
    for (const message of world.changeQueue.take()) this.changeQueue.accept(message);
    for (const message of world.memberQueue.take()) this.memberQueue.accept(message);
    for (const message of world.reassignmentQueue.take()) this.reassignmentQueue.accept(message);
    for (const message of world.eventQueue.take()) this.eventQueue.accept(message);
    return result;
  }

  #capabilities(environment: Environment) {
    const { clock } = this.time;
    return {
      ...storesOn(this.table.portOf(environment)),
      allServices: allServices({ scan: () => Promise.resolve({ keys: [] }) }),
      changeQueue: this.changeQueue.portOf(environment),
      memberQueue: this.memberQueue.portOf(environment),
      reassignmentQueue: this.reassignmentQueue.portOf(environment),
      eventQueue: this.eventQueue.portOf(environment),
      eventBus,
      mailQueue: undefined,
      newChangeId: () => ChangeId.parse(this.#ulid(Math.floor(this.time.now))),
      clock,
      log: silent,
      metrics: unmeasured,
      notifiesMembers: false,
      memberSystem: undefined,
      longestPauseSeconds: memberTiming.longestPause,
      resendAfterMilliseconds: memberMessageLife(memberTiming) * 1_000,
      changeLimits: this.settings.changeLimits,
      reassignmentLimits,
      propagatingLimit,
    };
  }
}
