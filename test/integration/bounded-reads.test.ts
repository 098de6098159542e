import { describe, expect, it } from 'vitest';
import { fillPage } from '../../shared/http/fill-page.ts';
import { reassignmentCandidates } from '../../shared/commands/reassignment-candidates.ts';
import { heldServiceKey } from '../../shared/store/keys.ts';
import { dueWorkStore } from '../../shared/store/due-work.ts';
import { groupStore } from '../../shared/store/groups.ts';
import { serviceStore } from '../../shared/store/services.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { groupNumber } from '../support/reassignments.ts';
import { ada, ben, serviceId } from '../support/world.ts';

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

  it('previews no more than a thousand of them in a request, and shows no place of theirs', async () => {
    const { capabilities, reads } = await stranger();
    const page = await reassignmentCandidates(
      capabilities,
      { ...reassignment, roles: [...reassignment.roles] },
      { limit: 50, isPlaceShown: true },
    );
    expect(page).toEqual({ candidates: [], next: undefined });
    expect(reads.items).toBeLessThan(1_000 * 4 + 500);
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
