import { describe, expect, it } from 'vitest';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { fillPage } from '../../shared/http/fill-page.ts';
import { reassignmentCandidates } from '../../shared/commands/reassignment-candidates.ts';
import { heldServiceKey } from '../../shared/store/keys.ts';
import { dueWorkStore } from '../../shared/store/due-work.ts';
import { groupStore } from '../../shared/store/groups.ts';
import { serviceStore } from '../../shared/store/services.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { countedTable, type Reads } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { askReassignment, groupNumber, saveAllAccounts } from '../support/reassignments.ts';
import { toldBy } from '../support/told.ts';
import { ada, ben, cleo, serviceId, World } from '../support/world.ts';

const hidden = 5_000;

/** A table on which `ben` is the technical contact of many single services that `ada` may not see. */
async function stranger() {
  const memory = new MemoryTable();
  for (let number = 0; number < hidden; number++) {
    const service = serviceId(number);
    await memory.put({
      put: { ...heldServiceKey(ben, service), serviceId: service, groupId: groupNumber(number) },
    });
  }
  const { table, reads } = countedTable(memory);
  return { capabilities: { groups: groupStore(table), services: serviceStore(table) }, reads };
}

const reassignment = { from: ben, roles: ['technical'], requestedBy: ada, isByOperator: false } as const;

describe('A reassignment by a stranger over many services', () => {
  it('reads a bounded number of rows in a step, and goes on from where it was', async () => {
    const { capabilities, reads } = await stranger();
    let after: string | undefined;
    let steps = 0;
    do {
      const before = reads.items;
      const page = await reassignmentCandidates(
        capabilities,
        { ...reassignment, roles: [...reassignment.roles] },
        { after, limit: 50 },
      );
      expect(reads.items - before).toBeLessThanOrEqual(1_000);
      expect(page.candidates).toEqual([]);
      after = page.next;
      steps += 1;
    } while (after !== undefined);
    expect(steps).toBe(hidden / 100);
  });
});

describe('The preview of a reassignment', () => {
  /** `ada` administers many groups, in the last of which `ben` is the technical contact. */
  async function manyGroups(count: number) {
    const memory = new MemoryTable();
    const { table, reads } = countedTable(memory);
    const world = new World(table);
    await saveAllAccounts(world);
    for (let number = 0; number < count; number++) {
      const technical = number === count - 1 ? ben : ada;
      const groupId = groupNumber(number);
      await world.stores.groups.create(newGroup(groupId, { administration: ada, technical, billing: ada }));
    }
    return { world, reads, last: groupNumber(count - 1) };
  }

  /** Every page of the preview: its groups, and what was read for it. */
  const preview = async (world: World, reads: Reads, nic: Nic, { reassignmentId }: Reassignment) => {
    const pages = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      Object.assign(reads, { requests: 0, items: 0 });
      const query = { limit: '100', ...(cursor !== '' && { cursor }) };
      const request = { params: { reassignmentId }, query };
      const answer = await new ApiInMemory(world).call('previewReassignment', { nic }, request);
      const page = operations.previewReassignment.answer.parse(JSON.parse(answer.body ?? ''));
      const groupIds = page.items.map(({ groupId }) => groupId);
      pages.push({ groupIds, told: toldBy(answer), ...reads });
      cursor = page.nextCursor;
    }
    return pages;
  };

  it.each([ada, cleo])('finds every target with a bounded number of reads a page (%s)', async (nic) => {
    const { world, reads, last } = await manyGroups(2_500);
    const asked = { from: ben, to: cleo, roles: ['technical' as const] };
    const all = await askReassignment(world, ada, asked);
    const pages = await preview(world, reads, nic, all);
    expect(pages.map(({ groupIds }) => groupIds)).toEqual([[], [], [last]]);
    for (const { requests, items, told } of pages) {
      expect(requests).toBeLessThanOrEqual(50);
      // For a thousand groups, three rows of each of two nics.
      expect(items).toBeLessThanOrEqual(6_500);
      const groupsTold = [...told].filter((id) => GroupId.safeParse(id).success);
      expect(groupsTold.filter((id) => id !== last)).toEqual([]);
    }
    const named = await askReassignment(world, ada, { ...asked, groupIds: [last] });
    const [only, ...others] = await preview(world, reads, nic, named);
    expect([only?.groupIds, others]).toEqual([[last], []]);
    expect(only?.requests).toBeLessThanOrEqual(10);
    expect(only?.items).toBeLessThanOrEqual(300);
  });
});

describe('A page of a filtered list', () => {
  it.each([1, 50, 99, 100])(
    'of at most %i items looks at no more than a thousand candidates',
    async (limit) => {
      let looked = 0;
      const page = await fillPage<number, never>({
        read: ({ after, limit: width }) => {
          looked += width;
          const next = Number(after ?? 0) + width;
          return Promise.resolve({
            candidates: Array.from({ length: width }, (_, index) => index),
            next: `${next}`,
          });
        },
        pick: () => Promise.resolve([]),
        after: undefined,
        limit,
      });
      expect([looked, page]).toEqual([1_000, { items: [], next: '1000' }]);
    },
  );
});

describe('A run of due work', () => {
  it('enqueues no more than it can, the oldest first', async () => {
    let calls = 0;
    const endless = new MemoryTable();
    endless.queryDue = (duePartition, until) => {
      calls += 1;
      const key = { pk: 'CHANGE#01JD0000000000000000000000', sk: 'CHANGE', duePartition, dueAt: until };
      return Promise.resolve({ keys: [key], next: key });
    };
    let pages = 0;
    for await (const page of dueWorkStore(endless).due(new Date())) pages += page.length;
    expect([calls, pages]).toEqual([40, 40]);
  });
});
