import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HttpResult } from '../../shared/http/event.ts';
import { ApiInMemory, type ClosedOperation, type RequestInMemory } from '../support/api-in-memory.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { toldBy } from '../support/told.ts';
import { nic, serviceId, type World } from '../support/world.ts';
import { everyone, groupIds, serviceNumbers } from './actors.ts';
import { modelSeed, sequences } from './happen.ts';
import { Pair } from './pair.ts';
import { known } from './known.ts';

const stranger = nic('st1-ovh');
const runs = 25;

/** Every request that reads, about everything that there is, and the dry runs of those that write. */
function reads(world: World): readonly (readonly [ClosedOperation, RequestInMemory])[] {
  const of = (operation: ClosedOperation, name: string, ids: readonly string[], query = {}) =>
    ids.map((id) => [operation, { params: { [name]: id }, query }] as const);
  const numbers = serviceNumbers.map(serviceId);
  const { changeIds, reassignmentIds } = world;
  const short = { limit: '1' };
  const others = [...everyone, stranger];
  return [
    ['listGroups', {}],
    ['listMyChanges', {}],
    ['listInbox', {}],
    ['listInbox', { query: short }],
    ['listReassignments', {}],
    ...of('listContactRoles', 'nic', others),
    ...of('listContactRoles', 'nic', others, short),
    ['listMyChanges', { query: { of: 'everyone', state: 'completed' } }],
    ['listReassignments', { query: { of: 'everyone', state: 'running' } }],
    ['listGroups', { query: { of: 'everyone', prefix: groupIds[0]?.slice(0, 2) ?? '' } }],
    ...of('getGroup', 'groupId', groupIds),
    ...of('listGroupServices', 'groupId', groupIds, short),
    ...of('listGroupChanges', 'groupId', groupIds),
    ...of('getService', 'serviceId', numbers),
    ...of('getServiceRights', 'serviceId', numbers),
    ...of('getContactChange', 'changeId', changeIds),
    ...of('listMemberOutcomes', 'changeId', changeIds),
    ...of('listMemberOutcomes', 'changeId', changeIds, short),
    ...of('getReassignment', 'reassignmentId', reassignmentIds),
    ...of('listReassignmentOutcomes', 'reassignmentId', reassignmentIds),
    ...of('previewReassignment', 'reassignmentId', reassignmentIds),
    ...of('previewReassignment', 'reassignmentId', reassignmentIds, short),
    ...of('listReassignmentOutcomes', 'reassignmentId', reassignmentIds, short),
    ...others.flatMap((from) =>
      ['1', '50'].map((limit): [ClosedOperation, RequestInMemory] => [
        'requestReassignment',
        {
          query: { dryRun: 'true', limit },
          body: { from, to: everyone[0], roles: ['technical', 'billing'] },
        },
      ]),
    ),
    ...groupIds.map((groupId): [ClosedOperation, RequestInMemory] => [
      'requestGroupChange',
      { params: { groupId }, query: { dryRun: 'true' }, body: { contacts: { billing: everyone[1] } } },
    ]),
  ];
}

const idsIn = (value: unknown): Set<string> =>
  toldBy({ statusCode: 0, headers: {}, body: JSON.stringify(value) });

/** What an answer tells that neither the caller may know nor the request said. */
function secretsIn(answer: HttpResult, request: RequestInMemory, may: ReadonlySet<string>): string[] {
  const sent = idsIn(request);
  return [...toldBy(answer)].filter((id) => !may.has(id) && !sent.has(id));
}

async function look(world: World): Promise<number> {
  const api = new ApiInMemory(world);
  const asked = reads(world);
  const { changeIds, reassignmentIds } = world;
  const first = { changes: changeIds.length, reassignments: reassignmentIds.length };
  let told = 0;
  for (const who of [...everyone, stranger]) {
    const may = await known(world, who);
    for (const [operation, request] of asked) {
      const answer = await api.call(operation, { nic: who }, request);
      // A dry run gives what it would make an id.
      for (const id of changeIds.splice(first.changes)) may.add(id);
      for (const id of reassignmentIds.splice(first.reassignments)) may.add(id);
      const secrets = secretsIn(answer, request, may);
      if (secrets.length > 0)
        throw new Error(`${who} learns ${secrets.join(' ')} by ${operation}: ${answer.body}`);
      if (answer.statusCode === 200) told += 1;
    }
  }
  return told;
}

it(`In any order of events, no answer tells a caller what it may not know (${runs} sequences)`, async () => {
  let told = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const table = new MemoryTable();
    const settings = { propagatingLimit: 2, notifiesMembers: sequence.length % 2 === 0 };
    const pair = await Pair.start(settings, table);
    for (const [index, action] of sequence.entries()) {
      await pair.happen(action);
      if (index % 5 === 4) told += await look(pair.world);
    }
    const keys = table
      .items()
      .flatMap(({ pk, sk, dueAt = '', listPartition = '', listKey = '' }) =>
        [pk, sk, dueAt, listPartition, listKey].map(String),
      );
    expect(Math.max(...keys.map((key) => Buffer.byteLength(key)))).toBeLessThanOrEqual(128);
  });
  await fc.assert(property, { numRuns: runs, seed: modelSeed });
  expect(told).toBeGreaterThan(runs);
});
