import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestReassignment } from '../../functions/api/request-reassignment/request-reassignment.ts';
import { inChunks, mapConcurrently } from '../../shared/runtime/chunks.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { countedTable, type CountedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { ada, ben, cleo, dan, eve, serviceId, World } from '../support/world.ts';

const groups = 10_000;
/** `dan` administers them all; every other one has `ben`, the others `eve` as its technician. */
const groupIds = Array.from({ length: groups }, (_, index) =>
  GroupId.parse(`ab${20_000 + Math.floor(index / 5_000)}-ovh-${1_000 + (index % 5_000)}`),
);

let real: RealTable;
let counted: CountedTable;
let world: World;

beforeAll(async () => {
  real = await startRealTable();
  counted = countedTable(real.table);
  world = new World(counted.table);
  // Made in memory and copied: a transaction for each group takes three times as long.
  const memory = new MemoryTable();
  const made = new World(memory);
  await Promise.all([ada, ben, cleo, dan, eve].map((who) => made.account(who)));
  for (const groupId of groupIds) {
    const technical = groupId < 'ab20001' ? ben : eve;
    await made.stores.groups.create(newGroup(groupId, { administration: dan, technical, billing: cleo }));
  }
  const puts = memory.items().map((item) => ({ put: item }));
  await mapConcurrently(inChunks(puts, 100), 4, (chunk) => real.table.transact(chunk));
});
beforeEach(() => void Object.assign(counted.reads, { requests: 0, items: 0 }));
afterAll(() => real.stop());

interface Asked {
  readonly from: Nic;
  readonly role: Role;
  readonly limit?: number;
  readonly caller?: Nic;
}

/** Every page of the preview: its targets, and what was read for it. */
async function pagesOf({ from, role, limit = 100, caller = dan }: Asked) {
  const respond = requestReassignment(world.effects);
  const body = { from, to: ada, roles: [role] };
  const pages = [];
  for (let cursor: string | undefined; ;) {
    const before = { ...counted.reads };
    const query = { dryRun: 'true' as const, limit, cursor };
    const answer = await respond({
      caller: { nic: caller, isOperator: false },
      params: {},
      headers: {},
      query,
      body,
    });
    if (answer.isDryRun !== true) throw new Error('A preview is a dry run.');
    const { preview } = answer.body;
    const { requests, items } = counted.reads;
    pages.push({
      targets: preview.items.map(({ groupId }) => groupId),
      total: preview.total,
      requests: requests - before.requests,
      items: items - before.items,
    });
    if (preview.nextCursor === null) return pages;
    cursor = preview.nextCursor;
  }
}

describe('The preview of what a nic holds on 10,000 groups', () => {
  it('lists each of them once, and each page needs few reads', async () => {
    const pages = await pagesOf({ from: dan, role: 'administration' });
    const found = pages.flatMap(({ targets }) => targets);
    expect(found).toEqual(groupIds.toSorted());
    expect(Math.max(...pages.map(({ targets }) => targets.length))).toBe(100);
    // One of them counts the targets.
    expect(Math.max(...pages.map(({ requests }) => requests))).toBeLessThanOrEqual(6);
    expect(Math.max(...pages.map(({ items }) => items))).toBeLessThanOrEqual(1_000 + 3_004);
    for (const { total } of pages) expect(total).toEqual({ targets: 1_000, isExact: false });
  });

  it('reads a bounded number of them if few are targets', async () => {
    // `cleo` holds only the billing.
    const none = await pagesOf({ from: cleo, role: 'administration' });
    expect(none.flatMap(({ targets }) => targets)).toEqual([]);
    // `ben` sees half of them, as their technician.
    const some = await pagesOf({ from: dan, role: 'administration', caller: eve });
    expect(some.flatMap(({ targets }) => targets)).toEqual(
      groupIds.filter((groupId) => groupId > 'ab20001').toSorted(),
    );
    for (const { requests, items } of [...none, ...some]) {
      // Where few groups are visible, both lists are read once.
      expect(requests).toBeLessThanOrEqual(100);
      expect(items).toBeLessThanOrEqual(61_000);
    }
  });
});

describe('The preview of single services', () => {
  it('finds the open requests of all with one read', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const small = new World(table);
    await small.group(20);
    for (let service = 0; service < 20; service++) {
      const { change } = await small.request(ada, { technical: ben }, { service });
      await small.accept(ben, change);
    }
    const { change: open } = await small.request(ada, { technical: cleo }, { service: 7 });
    const respond = requestReassignment(small.effects);
    Object.assign(reads, { requests: 0, items: 0 });
    const answer = await respond({
      caller: { nic: ada, isOperator: false },
      params: {},
      headers: {},
      query: { dryRun: 'true', limit: 50 },
      body: { from: ben, to: dan, roles: ['technical'] },
    });
    if (answer.isDryRun !== true) throw new Error('A preview is a dry run.');
    expect(reads.requests).toBeLessThanOrEqual(10);
    const found = answer.body.preview.items;
    expect(found).toHaveLength(20);
    for (const { serviceId: about, state, errors } of found) {
      const isOpen = about === serviceId(7);
      expect(state).toBe(isOpen ? 'skipped' : 'pending');
      expect(errors).toMatchObject(isOpen ? [{ code: 'change-pending', changeId: open.changeId }] : []);
    }
  });
});

describe('What a nic holds', () => {
  it.each([1, 2, 3])(
    'is read %i groups at a time, without splitting, losing or repeating a group',
    async (limit) => {
      const small = new World();
      await Promise.all([ada, ben].map((who) => small.account(who)));
      const made = Array.from({ length: 9 }, (_, index) => GroupId.parse(`ab${30_000 + index}-ovh-1`));
      for (const [index, groupId] of made.entries()) {
        const technical = index % 4 === 0 ? ben : ada;
        await small.stores.groups.create(newGroup(groupId, { administration: ada, technical, billing: ada }));
      }
      const heldBy = async (who: Nic, role: Role) => {
        const found: GroupId[] = [];
        for (let after: GroupId | undefined; ;) {
          const page = await small.stores.groups.heldBy(who, { roles: [role], after, limit });
          expect(page.groupIds.length).toBeLessThanOrEqual(limit);
          found.push(...page.groupIds);
          if (page.next === undefined) return found;
          after = page.next;
        }
      };
      expect(await heldBy(ada, 'technical')).toEqual(made.filter((_, index) => index % 4 !== 0));
      expect(await heldBy(ben, 'technical')).toEqual(made.filter((_, index) => index % 4 === 0));
      expect(await heldBy(ada, 'billing')).toEqual(made);
      expect(await heldBy(ben, 'billing')).toEqual([]);
    },
  );
});
