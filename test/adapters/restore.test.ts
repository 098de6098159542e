import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyTable } from '../../shared/aws/copy-table.ts';
import { raiseRevisions } from '../../infra/operator/raise-revisions.ts';
import { listen } from '../../infra/local/lib/listen.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { ada, ben, cleo, serviceId, World } from '../support/world.ts';

const by = 1_000;
let real: RealTable;
beforeAll(async () => {
  real = await startRealTable();
});
afterAll(() => real.stop());

test('every group, service and tombstone of a restored table is raised, and changes go on from there', async () => {
  const world = new World(real.table);
  const { group, services } = await worldBefore(world);
  const raised = await raiseRevisions(real.table, by);
  expect(raised).toEqual({ groups: 1, services: 4, stillPropagating: [], changedMeanwhile: 0 });
  const now = await world.groupNow();
  expect(now.revision).toBe(group.revision + by);
  for (const [index, { revisions }] of services.entries()) {
    const service = await world.service(index);
    expect(service.revisions).toEqual({
      administration: revisions.administration + by,
      technical: revisions.technical + by,
      billing: revisions.billing + by,
    });
  }
  const { tombstones } = await world.stores.services.findKnown([serviceId(3)]);
  expect(tombstones.get(serviceId(3))?.lastRevision).toBeGreaterThanOrEqual(by);
  const change = await world.effectiveChange(ada, { technical: cleo });
  await world.settle();
  expect(await world.changeNow(change)).toMatchObject({ state: 'completed', revision: now.revision + 1 });
  expect((await world.service(0)).contacts.technical).toBe(cleo);
});

test('services of a group whose changes propagate wait for a second run', async () => {
  const table = new MemoryTable();
  const world = new World(table);
  await world.group(2);
  const change = await world.effectiveChange(ada, { technical: ben });
  const before = await world.service(0);
  const raised = await raiseRevisions(table, by);
  expect(raised).toMatchObject({ groups: 1, services: 0, stillPropagating: [before.groupId] });
  expect((await world.service(0)).revisions).toEqual(before.revisions);
  await world.settle();
  expect((await world.changeNow(change)).state).toBe('completed');
  expect((await world.service(0)).contacts.technical).toBe(ben);
  expect(await raiseRevisions(table, by)).toMatchObject({ services: 2, stillPropagating: [] });
  expect((await world.service(0)).revisions.technical).toBe(1 + by);
});

test('a copy gets time to live, point-in-time recovery and deletion protection, in that order', async () => {
  const calls: [string, unknown][] = [];
  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    calls.push([action, JSON.parse(await text(request))]);
    const described = calls.filter(([name]) => name === 'DescribeTable').length;
    const status = described < 3 ? 'CREATING' : 'ACTIVE';
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(action === 'DescribeTable' ? { Table: { TableStatus: status } } : {}));
  });
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const time = new Date('2026-01-31T12:00:00Z');
  let pauses = 0;
  await copyTable(
    {
      from: 'contacts',
      to: 'restored',
      time,
      pause: () => Promise.resolve(void (pauses += 1)),
      report: () => {},
    },
    client,
  );
  client.destroy();
  server.close();
  expect(pauses).toBe(2);
  expect(calls.filter(([name]) => name !== 'DescribeTable')).toMatchObject([
    [
      'RestoreTableToPointInTime',
      { SourceTableName: 'contacts', TargetTableName: 'restored', RestoreDateTime: time.getTime() / 1_000 },
    ],
    ['UpdateTimeToLive', { TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAtEpoch' } }],
    ['UpdateContinuousBackups', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    ['UpdateTable', { TableName: 'restored', DeletionProtectionEnabled: true }],
  ]);
});

/** A group of three after a change, and a fourth service that has left it. */
async function worldBefore(world: World) {
  await world.group(4);
  await world.effectiveChange(ada, { technical: ben });
  await world.settle();
  await world.leave(3);
  const services = await Promise.all([0, 1, 2].map((number) => world.service(number)));
  return { group: await world.groupNow(), services };
}
