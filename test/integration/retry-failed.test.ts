import { describe, expect, it } from 'vitest';
import { retryChanges } from '../../shared/commands/retry-changes.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { changeEntry } from '../../shared/store/list-entries.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { groupNumber, operator, worldOfGroups } from '../support/reassignments.ts';
import { ada, cleo, type World } from '../support/world.ts';

const ask = (world: World, body: object, isOperator = true) =>
  new ApiInMemory(world).call('retryFailedChanges', { nic: operator, isOperator }, { body });

async function retry(world: World, since: number, until: number) {
  const times = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
  const { statusCode, body } = await ask(world, { state: 'completed-with-failures', ...times });
  return { statusCode, ...operations.retryFailedChanges.answer.parse(JSON.parse(body ?? '')) };
}

/** A change on the group that ended with one failure, a minute after what was before. */
async function failed(world: World, group: number): Promise<ContactChange> {
  world.time += 60_000;
  const { change } = await world.request(ada, { technical: cleo }, { group: groupNumber(group) });
  await world.accept(cleo, change);
  await world.advance();
  const [failing] = world.memberQueue.messages.splice(0, 1);
  await world.fail(world.memberMessage(failing?.body));
  await world.settle();
  return world.changeNow(change);
}

const statesOf = async (world: World, changes: readonly ContactChange[]) =>
  (await world.stores.changes.findMany(changes.map(({ changeId }) => changeId))).map(({ state }) => state);

describe('A retry of all changes that failed in a time', () => {
  it('retries those that ended in it, the earliest moment included, the latest not', async () => {
    const world = await worldOfGroups(3);
    const changes = [await failed(world, 0), await failed(world, 1), await failed(world, 2)];
    const [, second, third] = changes.map(({ completedAt }) => Date.parse(completedAt ?? ''));
    expect(await retry(world, second ?? 0, third ?? 0)).toEqual({ statusCode: 202, retried: 1, more: false });
    const unchanged = 'completed-with-failures';
    expect(await statesOf(world, changes)).toEqual([unchanged, 'propagating', unchanged]);
    expect(await retry(world, 0, world.time + 1)).toMatchObject({ retried: 2, more: false });
    await world.settle();
    expect(await statesOf(world, changes)).toEqual(['completed', 'completed', 'completed']);
    expect(await retry(world, 0, world.time + 1)).toMatchObject({ retried: 0, more: false });
  });

  it('goes on with others when it is repeated, a hundred in a call, also while some wait for room', async () => {
    const world = await worldOfGroups(1);
    const change = await failed(world, 0);
    const { table } = world;
    for (let number = 1; number < 130; number++) {
      const copied = { ...change, changeId: world.effects.newChangeId() };
      const key = { pk: `CHANGE#${copied.changeId}`, sk: 'CHANGE' };
      await table.put({ put: { ...key, ...copied, ...changeEntry(copied) } });
    }
    const end = world.time + 1;
    expect(await retry(world, 0, end)).toMatchObject({ retried: 100, more: true });
    expect(Object.keys((await world.groupNow(groupNumber(0))).propagating)).toHaveLength(
      world.propagatingLimit,
    );
    expect(await retry(world, 0, end)).toMatchObject({ retried: 30, more: false });
    expect(await retry(world, 0, end)).toMatchObject({ retried: 0, more: false });
  });

  it('leaves what does not begin in time for another call', async () => {
    const world = await worldOfGroups(2);
    const changes = [await failed(world, 0), await failed(world, 1)];
    const end = world.time + 1;
    const slow = await retryChanges(
      { ...world.effects, clock: { now: () => new Date((world.time += 3_000)) } },
      { nic: operator, isOperator: true },
      changes,
    );
    expect(slow).toEqual({ retried: 1, left: 1 });
    expect(await retry(world, 0, end)).toMatchObject({ retried: 1, more: false });
  });

  it('is for operators alone, and of a time that has a beginning and a later end', async () => {
    const world = await worldOfGroups(1);
    const since = '2026-03-01T00:00:00Z';
    const whole = { state: 'completed-with-failures', since, until: '2026-03-02T00:00:00Z' };
    expect((await ask(world, whole, false)).statusCode).toBe(403);
    for (const [part, pointer] of [
      [{ until: since }, '/until'],
      [{ until: undefined }, '/until'],
      [{ since: 'yesterday' }, '/since'],
      [{ state: 'cancelled' }, '/state'],
    ] as const) {
      const { statusCode, body } = await ask(world, { ...whole, ...part });
      expect(statusCode).toBe(422);
      expect(JSON.parse(body ?? '')).toMatchObject({ errors: [{ code: 'validation-failed', pointer }] });
    }
  });
});
