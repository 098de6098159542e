import { describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { listIndexKeys } from '../../shared/store/index-keys.ts';
import { operatorLists } from '../../shared/store/operator-lists.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { askForList, pageOf } from '../support/operator-pages.ts';
import { groupNumber, worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, nic, World } from '../support/world.ts';

describe('Groups and accounts', () => {
  it('are found by the beginning of their ids, page by page', async () => {
    const world = await worldOfGroups(3);
    await world.account(nic('be9-ovh'));
    const groupIds = [0, 1, 2].map(groupNumber);
    const first = await pageOf(world, operations.listGroups, { of: 'everyone', prefix: 'ab1', limit: '2' });
    expect(first.items.map(({ groupId }) => groupId)).toEqual(groupIds.slice(0, 2));
    const cursor = first.nextCursor ?? '';
    const rest = await pageOf(world, operations.listGroups, {
      of: 'everyone',
      prefix: 'ab1',
      limit: '2',
      cursor,
    });
    expect(rest).toMatchObject({ items: [{ groupId: groupIds[2], yourRoles: [] }], nextCursor: null });
    expect(
      (await pageOf(world, operations.listGroups, { of: 'everyone', prefix: 'ab10001' })).items,
    ).toHaveLength(1);
    expect((await pageOf(world, operations.listGroups, { of: 'everyone', prefix: 'zz' })).items).toEqual([]);
    const accounts = await pageOf(world, operations.listAccounts, { prefix: 'be' });
    expect(accounts.items).toEqual([
      { nic: ben, voipValidated: true, balanceCents: 0, status: 'open' },
      { nic: 'be9-ovh', voipValidated: true, balanceCents: 0, status: 'open' },
    ]);
  });
});

describe('Lists of everything', () => {
  it.each([
    ['listMyChanges', { of: 'everyone', state: 'completed' }],
    ['listMyChanges', { of: 'everyone' }],
    ['listReassignments', { of: 'everyone', state: 'completed' }],
    ['listGroups', { of: 'everyone', prefix: 'ab' }],
    ['listAccounts', { prefix: 'ab' }],
  ] as const)('are for operators alone: %s with %o', async (operation, query) => {
    const { statusCode, body } = await askForList(new World(), operation, query, false);
    expect([statusCode, JSON.parse(body ?? '')]).toEqual([
      403,
      expect.objectContaining({ code: 'operator-only' }),
    ]);
  });

  it.each([
    ['listMyChanges', { of: 'everyone' }, 'state: is needed with of=everyone'],
    ['listReassignments', { of: 'everyone' }, 'state: is needed with of=everyone'],
    ['listGroups', { of: 'everyone' }, 'prefix: is needed with of=everyone'],
    ['listMyChanges', { until: '2026-03-01T08:00:00Z' }, 'until: must not be there without of=everyone'],
    ['listReassignments', { since: '2026-03-01T08:00:00Z' }, 'since: must not be there without of=everyone'],
    ['listGroups', { of: 'everyone', prefix: 'a' }, 'prefix: must begin with two lower-case letters'],
    ['listAccounts', { prefix: 'a' }, 'prefix: must begin with two lower-case letters'],
    [
      'listMyChanges',
      { of: 'everyone', state: 'completed', party: 'recipient' },
      'party: must not be there with of=everyone',
    ],
  ] as const)('say what is wrong: %s with %o', async (operation, query, detail) => {
    const { statusCode, body } = await askForList(new World(), operation, query);
    const [parameter] = detail.split(':');
    expect([statusCode, JSON.parse(body ?? '')]).toEqual([
      400,
      expect.objectContaining({ errors: [{ code: 'invalid-parameter', parameter, detail }] }),
    ]);
  });

  it('cost nothing per member: no row of a member has an entry', async () => {
    const memory = new MemoryTable();
    const world = new World(memory);
    await world.group(2);
    await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    const listed = memory.items().filter((item) => item[listIndexKeys.partition] !== undefined);
    expect(new Set(listed.map(({ sk }) => sk))).toEqual(new Set(['ACCOUNT', 'CHANGE', 'GROUP']));
  });

  it('are read no further than asked for', async () => {
    const memory = new MemoryTable();
    await worldOfGroups(1, new World(memory));
    const { table, reads } = countedTable(memory);
    await operatorLists(table).changes('completed', { limit: 50 });
    expect(reads).toEqual({ requests: 8, items: 8 * 51 });
  });
});
