import { expect, it } from 'vitest';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { World } from '../support/world.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const longest = (letter: string): Nic => Nic.parse(`${letter}z0123456789-abcdefghij`);
const [owner, holder, recipient] = [longest('a'), longest('b'), longest('c')];
const groupOf = (who: Nic, number: number): GroupId => GroupId.parse(`${who}-${1_000 + number}`);
/** Six bytes of JSON each. */
const reason = '\u0001'.repeat(500);
const roles = ['administration', 'technical', 'billing'] as const;

/** A world of one group whose contacts have the longest nics. */
async function longestWorld() {
  const memory = new MemoryTable();
  const world = new World(memory);
  for (const who of [owner, holder, recipient]) await world.account(who);
  const groupId = groupOf(owner, 0);
  await world.stores.groups.create(
    newGroup(groupId, { administration: owner, technical: holder, billing: holder }),
  );
  return { world, memory, groupId };
}

it('A page of a preview stays below 1 MB, also if each target fails everything that one can fail', async () => {
  const { world, groupId } = await longestWorld();
  const api = new ApiInMemory(world);
  for (const role of ['technical', 'billing'])
    await api.call(
      'requestGroupChange',
      { nic: owner },
      { params: { groupId }, body: { contacts: { [role]: recipient }, reason } },
    );
  await world.account(recipient, { voipValidated: false, balanceCents: -1 });
  const { body } = await api.call(
    'requestReassignment',
    { nic: owner, isOperator: true },
    { query: { dryRun: 'true' }, body: { from: holder, to: recipient, roles } },
  );
  const { preview } = operations.requestReassignment.dryRunAnswer.parse(JSON.parse(body ?? ''));
  const [item] = preview?.items ?? [];
  const codes = new Set(item?.errors.map(({ code }) => code));
  expect([...codes].toSorted()).toEqual(['change-pending', 'recipient-in-debt', 'recipient-not-validated']);
  expect(100 * bytesOf(item)).toBeLessThan(300_000);
});

it('Lists leave out what the contract allows to be long', async () => {
  const { world, groupId } = await longestWorld();
  const api = new ApiInMemory(world);
  const groupIds = Array.from({ length: 1_000 }, (_, number) => groupOf(owner, number));
  await api.call(
    'requestReassignment',
    { nic: owner },
    { body: { from: holder, to: recipient, roles, groupIds, reason } },
  );
  await api.call(
    'requestGroupChange',
    { nic: owner },
    { params: { groupId }, body: { contacts: { administration: recipient }, reason } },
  );
  const listed = async (operation: 'listReassignments' | 'listMyChanges') => {
    const { body } = await api.call(operation, { nic: owner });
    return operations[operation].answer.parse(JSON.parse(body ?? '')).items;
  };
  expect(await listed('listReassignments')).toHaveLength(1);
  for (const item of await listed('listReassignments')) {
    expect(item).not.toHaveProperty('groupIds');
    expect(item).not.toHaveProperty('preview');
  }
  expect(await listed('listMyChanges')).toHaveLength(1);
  for (const item of await listed('listMyChanges')) expect(item).not.toHaveProperty('warnings');
});

it('Rows stay below 64 KB and their keys below 128 bytes, however long what a caller gives', async () => {
  const { world, memory, groupId } = await longestWorld();
  const api = new ApiInMemory(world);
  const headers = { 'idempotency-key': 'k'.repeat(255) };
  const wanted = Array.from({ length: 100 }, (_, number) => ({
    serviceId: `00${String(999_999_999_999_900 + number)}`,
    kind: 'line',
  }));
  for (const half of [wanted.slice(0, 40), wanted.slice(40, 80), wanted.slice(80)])
    await api.call(
      'addGroupServices',
      { nic: owner, isOperator: true },
      { params: { groupId }, body: { services: half } },
    );
  for (const { serviceId: id } of wanted)
    await api.call(
      'requestServiceChange',
      { nic: owner },
      { params: { serviceId: id }, body: { contacts: { technical: recipient }, reason } },
    );
  const change = await api.call(
    'requestGroupChange',
    { nic: owner },
    { params: { groupId }, headers, body: { contacts: { administration: recipient }, reason } },
  );
  const groupIds = Array.from({ length: 1_000 }, (_, number) => groupOf(owner, number));
  const reassignment = await api.call(
    'requestReassignment',
    { nic: owner },
    {
      headers: { 'idempotency-key': 'r'.repeat(255) },
      body: {
        from: holder,
        to: recipient,
        roles: ['technical'],
        groupIds,
        reason,
        runAt: `2026-03-02T08:00:00.${'0'.repeat(19)}Z`,
      },
    },
  );
  expect([change.statusCode, reassignment.statusCode]).toEqual([202, 202]);
  const rows = memory.items();
  const sizes = rows.map(bytesOf);
  expect(Math.max(...sizes)).toBeGreaterThan(30_000);
  expect(Math.max(...sizes)).toBeLessThan(64 * 1_024);
  const keys = rows.flatMap(({ pk, sk, duePartition = '', dueAt = '' }) => [
    pk,
    sk,
    String(duePartition),
    String(dueAt),
  ]);
  expect(Math.max(...keys.map((key) => Buffer.byteLength(key)))).toBeLessThanOrEqual(128);
});
