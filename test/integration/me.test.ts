import { describe, expect, it } from 'vitest';
import { ChangeId, type Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { inboxPartition } from '../../shared/store/inbox-keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import {
  askReassignment,
  groupNumber,
  makeGroup,
  operator,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, nic, World } from '../support/world.ts';

const hour = 3_600_000;

async function me(world: World, who: Nic, isOperator = false) {
  const { body, statusCode } = await new ApiInMemory(world).call('getMe', { nic: who, isOperator });
  expect(statusCode).toBe(200);
  return operations.getMe.answer.parse(JSON.parse(body ?? ''));
}

const put = (world: World, who: Nic, body: unknown) =>
  new ApiInMemory(world).call('putMe', { nic: who }, { body });

describe('GET /me', () => {
  it('tells who the caller is and what is known of it, and never its balance', async () => {
    const world = new World();
    await world.account(ben, { balanceCents: -1, status: 'closed', voipValidated: false });
    await world.account(cleo, {
      balanceCents: 98_765,
      name: 'Network',
      email: 'n@example.com',
      language: 'en',
    });
    const nothing = { contactChanges: 0, reassignments: 0 };
    expect(await me(world, ben)).toEqual({
      nic: ben,
      isOperator: false,
      account: { voipValidated: false, standing: 'in-debt', status: 'closed' },
      waiting: nothing,
    });
    expect(await me(world, cleo)).toMatchObject({
      account: { standing: 'good', name: 'Network', email: 'n@example.com', language: 'en' },
    });
    const { body } = await new ApiInMemory(world).call('getMe', { nic: cleo });
    expect(body).not.toContain('98765');
    expect(await me(world, operator, true)).toEqual({
      nic: operator,
      isOperator: true,
      account: null,
      waiting: nothing,
    });
  });

  it('counts what is in the inbox, and no more', async () => {
    const world = await worldOfGroups(0);
    await world.group(2);
    await makeGroup(world, 1, { technical: ben });
    await world.request(ada, { technical: cleo, billing: dan });
    await world.request(ada, { technical: cleo }, { service: 0 });
    const { change: refused } = await world.request(ada, { technical: cleo }, { service: 1 });
    await world.refuse(cleo, refused);
    await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    expect((await me(world, cleo)).waiting).toEqual({ contactChanges: 2, reassignments: 1 });
    expect((await me(world, dan)).waiting).toEqual({ contactChanges: 1, reassignments: 0 });
    world.time += 7 * 24 * hour;
    expect((await me(world, cleo)).waiting).toEqual({ contactChanges: 0, reassignments: 0 });
  });

  it('counts up to 100 of each kind, past what is counted in full', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = await worldOfGroups(0, new World(table));
    await world.group(120);
    for (let service = 0; service < 120; service++)
      await world.request(ada, { technical: cleo }, { service });
    world.time += hour;
    await makeGroup(world, 2, { technical: ben });
    await askReassignment(world, ada, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      groupIds: [groupNumber(2)],
    });
    Object.assign(reads, { requests: 0, items: 0 });
    expect((await me(world, cleo)).waiting).toEqual({ contactChanges: 100, reassignments: 1 });
    expect(reads.items).toBeLessThan(320);
  });

  it('reads a bounded number of rows that wait no longer', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = new World(table);
    const expiresAt = new Date(world.time + hour).toISOString();
    for (let count = 0; count < 3_000; count++) {
      const changeId = ChangeId.parse(`01KJM6JM00PWCKTHP75QF${String(count).padStart(5, '0')}`);
      await table.put({ put: { pk: inboxPartition(cleo), sk: `${expiresAt}#${changeId}`, changeId } });
    }
    expect((await me(world, cleo)).waiting).toEqual({ contactChanges: 0, reassignments: 0 });
    expect(reads.items).toBeLessThanOrEqual(2_100);
  });
});

describe('PUT /me', () => {
  it('changes the address and the language of an account, and nothing else', async () => {
    const world = new World();
    await world.account(cleo, { balanceCents: -5, name: 'Network', language: 'fr' });
    const { statusCode, body } = await put(world, cleo, { email: 'n@example.com', language: 'en' });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body ?? '')).toEqual(JSON.parse(JSON.stringify(await me(world, cleo))));
    const stored = { nic: cleo, voipValidated: true, balanceCents: -5, status: 'open', name: 'Network' };
    expect(await world.stores.accounts.find(cleo)).toEqual({
      ...stored,
      email: 'n@example.com',
      language: 'en',
    });
    await put(world, cleo, { email: null });
    expect(await world.stores.accounts.find(cleo)).toEqual({ ...stored, language: 'en' });
    await put(world, cleo, { language: null });
    expect(await world.stores.accounts.find(cleo)).toEqual(stored);
    expect((await put(world, cleo, {})).statusCode).toBe(200);
    expect(await world.stores.accounts.find(cleo)).toEqual(stored);
  });

  it('takes nothing else', async () => {
    const world = new World();
    await world.account(cleo);
    for (const body of [{ name: 'X' }, { status: 'closed' }, { email: 'x' }, { language: 'de' }, undefined])
      expect((await put(world, cleo, body)).statusCode).toBe(422);
  });

  it('makes no account', async () => {
    const world = new World();
    const stranger = nic('st1-ovh');
    expect((await put(world, stranger, { language: 'en' })).statusCode).toBe(404);
    expect(await world.stores.accounts.find(stranger)).toBeUndefined();
  });
});
