import { describe, expect, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { changeEventKey } from '../../shared/store/event-keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { ada, ben, World } from '../support/world.ts';

/** A rejected change with four events, of which the given ones were written by a later release in its own way. */
async function changeWith(alter: Readonly<Record<number, object>>) {
  const world = new World();
  await world.group(1);
  const effectiveAt = new Date(world.time + 60_000);
  const { change } = await world.request(ada, { technical: ben }, { effectiveAt });
  await world.accept(ben, change);
  await world.account(ben, { status: 'closed' });
  world.time += 61_000;
  await world.runDueWork();
  await world.settle();
  for (const [sequence, attributes] of Object.entries(alter)) {
    const key = changeEventKey(change.changeId, Number(sequence));
    await world.table.put({ put: { ...(await world.table.get(key)), ...key, ...attributes } });
  }
  return { world, change };
}

async function page(world: World, { changeId }: ContactChange, query: Record<string, string> = {}) {
  const answer = await new ApiInMemory(world).call(
    'listChangeEvents',
    { nic: ada },
    { params: { changeId }, query },
  );
  expect(answer.statusCode).toBe(200);
  return operations.listChangeEvents.answer.parse(JSON.parse(answer.body ?? ''));
}

const types = ['requested', 'consent-accepted', 'scheduled', 'rejected'].map(
  (type) => `contact-change.${type}`,
);
const unknown = { type: 'contact-change.pondered', thoughts: 3 };

describe('An event of a type that this release does not know', () => {
  it('is left out of a list, which goes on behind it', async () => {
    const { world, change } = await changeWith({});
    expect((await page(world, change)).items.map(({ type }) => type)).toEqual(types);
    for (const limit of [1, 2, 3, 100]) {
      const { world: later, change: its } = await changeWith({ 2: unknown, 4: unknown });
      const found = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const query = { limit: String(limit), ...(cursor !== '' && { cursor }) };
        const { items, nextCursor } = await page(later, its, query);
        found.push(...items.map(({ sequence }) => sequence));
        cursor = nextCursor;
      }
      expect(found).toEqual([1, 3]);
    }
  });

  it('stays unpublished for the release that knows it, and holds up no other', async () => {
    const { world, change } = await changeWith({ 2: unknown });
    await world.publishEvents([{ body: { changeId: change.changeId } }]);
    const published = world.eventBus.accepted.filter(
      (event) => 'changeId' in event && event.changeId === change.changeId,
    );
    expect(published.map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
    const unpublished = await world.table.get(changeEventKey(change.changeId, 2));
    expect(unpublished).toMatchObject({ dueAt: expect.any(String) as unknown });
  });
});

it('A code that this release does not know is `other` in an event', async () => {
  const rejection = { code: 'recipient-asleep', detail: 'Wake it up.' };
  const { world, change } = await changeWith({ 4: { rejection } });
  const { items } = await page(world, change);
  expect(items.at(-1)).toMatchObject({ rejection: { ...rejection, code: 'other' } });
});
