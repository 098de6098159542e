import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  eventsOfMillionChanges,
  idleMonth,
  millionMembers,
  millionRequests,
  millionServices,
  totalOf,
} from './bill.ts';
import { readPriceTable } from './prices.ts';
import { resourcesOfProduction } from './resources.ts';

const table = readPriceTable();
const none = { alarmMetrics: 0, dashboards: 0, secrets: 0, keys: 0, fedQueues: 0, idleMetrics: 0 };

test('an idle month pays for each alarm, metric, secret and key, and for receives of empty queues', () => {
  const nothing = totalOf(idleMonth(table, none));
  const more = (resources: Partial<typeof none>) =>
    totalOf(idleMonth(table, { ...none, ...resources })) - nothing;
  expect(more({ alarmMetrics: 10 })).toBeCloseTo(10 * table.standing.alarmMetric.each, 10);
  expect(more({ dashboards: 1 })).toBeCloseTo(table.standing.dashboard.each, 10);
  expect(more({ idleMetrics: 3 })).toBeCloseTo(3 * table.standing.customMetric.each, 10);
  expect(more({ secrets: 1, keys: 1 })).toBeCloseTo(table.standing.secret.each + table.standing.key.each, 10);
  // 730 hours of five receives every 20 seconds.
  expect(more({ fedQueues: 1 })).toBeCloseTo(0.657 * table.prices.queueRequest.perMillion, 10);
});

test('due work is paid for 43,800 times a month, each with eight queries', () => {
  const { 'due work': dueWork, 'log ingestion': logIngestion } = idleMonth(table, none);
  const { invocation, gigabyteSecond, readUnit } = table.prices;
  const expected =
    0.0438 * (invocation.perMillion + 4 * readUnit.perMillion) + 0.00219 * gigabyteSecond.perMillion;
  expect(dueWork).toBeCloseTo(expected, 10);
  expect(logIngestion).toBeCloseTo(43_800 * 1.7e-6 * table.standing.logGigabyte.each, 10);
});

test('a million members cost what they were counted to take, and the logs of their batches', () => {
  const bill = millionMembers(table, { writeUnit: 1.1, readUnit: 0.5, queueRequest: 0.3, invocation: 0.1 });
  expect(bill).toMatchObject({ writes: 0.6875, reads: 0.0625, queues: 0.15 });
  expect(bill['log ingestion']).toBeCloseTo(0.17 * table.standing.logGigabyte.each, 10);
  expect(totalOf(bill)).toBeCloseTo(Object.values(bill).reduce((sum, dollars) => sum + dollars));
});

test('the events of a million changes pay for the bus, and for what writes and publishes them', () => {
  const perChange = { events: 4, writeUnits: 20, readUnits: 3, queueRequests: 9, invocations: 3 };
  expect(eventsOfMillionChanges(table, perChange)).toMatchObject({
    'event bus': 4,
    writes: 12.5,
    reads: 0.375,
    queues: 4.5,
  });
});

test('requests pay for their share of traces, and stored services for recovery', () => {
  expect(millionRequests(table)).toMatchObject({ 'API Gateway': 1, traces: 0.25 });
  expect(millionServices(table)).toEqual({ storage: 0.25, 'point-in-time recovery': 0.2 });
});

const production = resourcesOfProduction();

test('production has everything that an idle month is paid for', () => {
  const { alarmMetrics, ...others } = production;
  expect(alarmMetrics).toBeGreaterThan(15);
  expect(others).toEqual({ dashboards: 1, secrets: 1, keys: 1, fedQueues: 5, idleMetrics: 5 });
});

test("idle cost and cost per million members are stated with the price table's date", () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/figures.md'), 'utf8');
  const idle = idleMonth(table, production);
  expect(page).toContain(`| ${production.alarmMetrics} metrics of alarms | ${idle['alarms']?.toFixed(2)} |`);
  expect(page).toContain(`| **total** | **${totalOf(idle).toFixed(2)}** | | **total** | **1.10** |`);
  expect(page).toContain(`price-table.json) of ${table.heldOn} (${table.region})`);
});
