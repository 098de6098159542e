import { memory } from '../../../infra/constructs/memory.ts';
import { eventDuePartitions } from '../../../shared/store/event-keys.ts';
import { duePartitions } from '../../../shared/store/index-keys.ts';
import type { EventUsage } from '../sections/events-of-change.ts';
import { assumptions } from './assumptions.ts';
import type { PriceTable, Usage } from './prices.ts';

/** What the templates of an environment hold, as far as it is billed. */
export interface Resources {
  /** The metrics of all alarms. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly secrets: number;
  readonly keys: number;
  /** Queues that a function is fed from. */
  readonly fedQueues: number;
  /** Metrics that are published every minute even if nothing happens. */
  readonly idleMetrics: number;
}

/** Dollars by what they are for. */
export type Bill = Readonly<Record<string, number>>;

const million = 1_000_000;
const bytesPerGigabyte = 1e9;
const megabytesPerGigabyte = 1_024;

const gigabyteSeconds = (megabytes: number, milliseconds: number): number =>
  (megabytes / megabytesPerGigabyte) * (milliseconds / 1_000);

const logs = ({ standing }: PriceTable, bytes: number): number =>
  (standing.logGigabyte.each * bytes) / bytesPerGigabyte;

/** A month in which nothing happens, without free allowances and stored rows. */
export function idleMonth(table: PriceTable, resources: Resources): Bill {
  const { prices, standing } = table;
  const seconds = assumptions.hoursPerMonth * 3_600;
  const runs = seconds / 60;
  const receives =
    (resources.fedQueues * assumptions.pollersPerQueue * seconds) / assumptions.secondsPerEmptyReceive;
  // An eventually consistent read of nothing is half a unit.
  const units = (runs * (duePartitions.length + eventDuePartitions.length)) / 2;
  const compute = runs * gigabyteSeconds(memory.usual, assumptions.dueWorkMilliseconds);
  return {
    alarms: resources.alarmMetrics * standing.alarmMetric.each,
    dashboards: resources.dashboards * standing.dashboard.each,
    'custom metrics': resources.idleMetrics * standing.customMetric.each,
    secrets: resources.secrets * standing.secret.each,
    keys: resources.keys * standing.key.each,
    'empty receives': (receives * prices.queueRequest.perMillion) / million,
    'due work':
      (runs * prices.invocation.perMillion +
        compute * prices.gigabyteSecond.perMillion +
        units * prices.readUnit.perMillion) /
      million,
    'log ingestion': logs(table, runs * (assumptions.platformLogBytes + assumptions.metricsLogBytes)),
  };
}

/** A million members of large changes, by what one member was counted to take. */
export function millionMembers(
  table: PriceTable,
  perMember: Pick<Usage, 'writeUnit' | 'readUnit' | 'queueRequest' | 'invocation'>,
): Bill {
  const { prices } = table;
  const { invocation } = perMember;
  const steps = gigabyteSeconds(memory.wholeProcessor, (2 * 1_000) / assumptions.membersPerStepSecond);
  const compute = invocation * gigabyteSeconds(memory.usual, assumptions.batchMilliseconds) + steps;
  const logBytes = invocation * (assumptions.platformLogBytes + assumptions.metricsLogBytes);
  return {
    writes: perMember.writeUnit * prices.writeUnit.perMillion,
    reads: perMember.readUnit * prices.readUnit.perMillion,
    queues: perMember.queueRequest * (prices.queueRequest.perMillion + prices.fairQueueRequest.perMillion),
    invocations: invocation * prices.invocation.perMillion,
    'processor and memory': compute * prices.gigabyteSecond.perMillion,
    'log ingestion': logs(table, logBytes * million),
  };
}

/** The events of a million changes, by what those of one were counted to take. */
export function eventsOfMillionChanges(table: PriceTable, perChange: EventUsage): Bill {
  const { prices, standing } = table;
  const { events, writeUnits, readUnits, queueRequests, invocations } = perChange;
  const compute = invocations * gigabyteSeconds(memory.usual, assumptions.batchMilliseconds);
  const logBytes = invocations * (assumptions.platformLogBytes + assumptions.metricsLogBytes);
  return {
    'event bus': events * standing.millionEvents.each,
    writes: writeUnits * prices.writeUnit.perMillion,
    reads: readUnits * prices.readUnit.perMillion,
    queues: queueRequests * (prices.queueRequest.perMillion + prices.fairQueueRequest.perMillion),
    invocations: invocations * prices.invocation.perMillion,
    'processor and memory': compute * prices.gigabyteSecond.perMillion,
    'log ingestion': logs(table, logBytes * million),
  };
}

/** A million requests to the API. */
export function millionRequests(table: PriceTable): Bill {
  const { prices, standing } = table;
  const { requestUnits, requestMilliseconds } = assumptions;
  return {
    'API Gateway': standing.millionApiRequests.each,
    invocations: prices.invocation.perMillion,
    'processor and memory':
      gigabyteSeconds(memory.usual, requestMilliseconds) * prices.gigabyteSecond.perMillion,
    'reads and writes':
      requestUnits.readUnit * prices.readUnit.perMillion +
      requestUnits.writeUnit * prices.writeUnit.perMillion,
    traces: assumptions.tracedShare * standing.millionTraces.each,
    'log ingestion': logs(table, million * (assumptions.platformLogBytes + assumptions.requestLogBytes)),
  };
}

/** A month of a million stored services. */
export function millionServices({ standing }: PriceTable): Bill {
  const gigabytes = (assumptions.bytesPerService * million) / bytesPerGigabyte;
  return {
    storage: gigabytes * standing.storedGigabyte.each,
    'point-in-time recovery': gigabytes * standing.recoverableGigabyte.each,
  };
}

export const totalOf = (bill: Bill): number => Object.values(bill).reduce((sum, dollars) => sum + dollars, 0);
