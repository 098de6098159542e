import { expect, test } from 'vitest';
import { ChaosRules } from '../../infra/local/aws-api/chaos.ts';
import { difference, total } from '../../infra/local/lib/meter.ts';
import { until } from '../support/until.ts';
import { fixtureForTest } from './support/stack.ts';

test('a metered stack counts requests, units, bytes and invocations', async () => {
  const { stack, items } = await fixtureForTest({ metered: true, tickSeconds: 3600 });
  await until(() => stack.meter.snapshot().invocations['service-Tick']);
  await until(() => stack.meter.snapshot().writeUnits['service-Tick']);
  const before = stack.meter.snapshot();
  await items('put', { pk: 'a', owner: 'me' });
  await items('putOnce', { pk: 'a' });
  await items('get', { pk: 'a' });
  await items('transact', { pk: 'b' });
  await items('send', { messages: [{ id: 'm1' }, { id: 'm2' }] });
  const figures = await until(() => {
    const now = difference(before, stack.meter.snapshot());
    return now.queueRequests['DeleteMessageBatch'] === 1 ? now : undefined;
  });
  expect(figures).toEqual({
    databaseRequests: { PutItem: 2, GetItem: 1, TransactWriteItems: 1, UpdateItem: 2 },
    readUnits: { 'service-Items': 0.5 },
    // The item and its index, the failed condition, and the transaction's one item twice.
    writeUnits: { 'service-Items': 2 + 1 + 2, 'service-Worker': 2 },
    preventedWrites: { 'service-Items': 1 },
    repeatedCalls: 0,
    queueRequests: { SendMessageBatch: 1, ReceiveMessage: 1, DeleteMessageBatch: 1 },
    emptyReceives: expect.any(Number),
    queueBodyBytes: 2 * '{"id":"m1"}'.length,
    invocations: { 'service-Items': 5, 'service-Worker': 1 },
    processorMilliseconds: expect.any(Object),
  });
  // That of the tick may be reported in between.
  const { 'service-Tick': _tick, ...ofOthers } = figures.processorMilliseconds;
  expect(Object.keys(ofOthers).toSorted()).toEqual(['service-Items', 'service-Worker']);
  expect(total(figures.invocations)).toBe(6);
  expect(figures.processorMilliseconds['service-Items']).toBeGreaterThan(0);
});

test('a call that the SDK repeats costs nothing more, and is counted apart', async () => {
  const chaos = ChaosRules.parse({
    rules: [{ service: 'table', operation: 'PutItem', how: 'reset', count: 1 }],
  });
  const { stack, items } = await fixtureForTest({ metered: true, tickSeconds: 3600, chaos });
  await until(() => stack.meter.snapshot().writeUnits['service-Tick']);
  const before = stack.meter.snapshot();
  await items('put', { pk: 'a', owner: 'me' });
  const { repeatedCalls, databaseRequests, writeUnits } = difference(before, stack.meter.snapshot());
  expect({ repeatedCalls, databaseRequests, writeUnits }).toEqual({
    repeatedCalls: 1,
    databaseRequests: {},
    writeUnits: {},
  });
});
