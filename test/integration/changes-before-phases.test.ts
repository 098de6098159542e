import { expect, it } from 'vitest';
import { changeLimits } from '../../functions/workers/advance-change/limits.ts';
import { noTally, type Propagation } from '../../shared/domain/propagation.ts';
import { parseChange } from '../../shared/store/change-rows.ts';
import { parseGroupRow } from '../../shared/store/groups.ts';
import { propagatingAttribute } from '../../shared/store/keys.ts';
import type { Item, Key } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, World } from '../support/world.ts';

/** Propagation as it was stored before it had phases. */
function flat(propagation: Propagation): object {
  const { services } = propagation;
  const at = '2026-03-01T08:00:00.000Z';
  if (propagation.phase === 'dispatching' || propagation.phase === 'awaiting') {
    const { phase: _phase, slot: _slot, counters, ...rest } = propagation;
    return { ...rest, tally: noTally, counted: counters.total, countedAt: counters.changedAt };
  }
  const { phase, tally } = propagation;
  const cursor = 'cursor' in propagation ? propagation.cursor : undefined;
  const sent = { services, sent: services, dispatchedAt: at, tally, counted: services, countedAt: at };
  if (phase === 'reading-back') return { ...sent, cursor };
  const walked = { ...sent, walkedAt: at };
  if (phase === 'requeueing') return { ...walked, cursor, isRetrying: true };
  // Only this release continues a count; it begins again after another release.
  return phase === 'rechecking' ? propagation : { ...walked, cursor };
}

/** A group's row as it was before changes had slots. */
function withoutSlots(item: Item): Item {
  if (item.sk !== 'GROUP') return item;
  const { propagating } = parseGroupRow(item);
  const marks = Object.entries(propagating).map(([id, { revision, removed }]) => [id, { revision, removed }]);
  return { ...item, [propagatingAttribute]: Object.fromEntries(marks) };
}

/** A table in which every change stands as a release without phases would have written it. */
class TableBeforePhases extends MemoryTable {
  readonly phases = new Set<string>();

  override async getMany(keys: readonly Key[]): Promise<Item[]> {
    return (await super.getMany(keys)).map(withoutSlots);
  }

  override async get(key: Key): Promise<Item | undefined> {
    const item = await super.get(key);
    if (item?.['propagation'] === undefined || item.sk !== 'CHANGE') return item;
    const { propagation } = parseChange(item);
    if (propagation === undefined) return item;
    this.phases.add(propagation.phase);
    return { ...item, propagation: flat(propagation) };
  }
}

it('A change stored before propagation had phases continues from each of its steps, and can be retried', async () => {
  const table = new TableBeforePhases();
  const world = new World(table);
  world.changeLimits = {
    ...changeLimits,
    pageSize: 3,
    requeueLimit: 3,
    inFlightLimit: 4,
    invocationMilliseconds: 0,
  };
  await world.group(10);
  const change = await world.effectiveChange(ada, { technical: ben });
  let failing = 7;
  await world.settle((messages) => {
    const kept = messages.slice(failing);
    failing = Math.max(0, failing - messages.length);
    return kept;
  });
  expect(await world.progressNow(change)).toMatchObject({ services: 10, applied: 10, failed: 0 });

  const second = await world.effectiveChange(ada, { technical: ada });
  while ((await world.changeNow(second)).state === 'propagating') {
    const messages = world.memberQueue.take();
    for (const { body } of messages) await world.fail(world.memberMessage(body));
    world.time += 5_000;
    await world.advance();
  }
  expect(await world.progressNow(second)).toMatchObject({ services: 10, applied: 0, failed: 10 });
  await world.retry(ada, second);
  await world.settle();
  expect(await world.progressNow(second)).toMatchObject({ services: 10, applied: 10, failed: 0 });
  expect([...table.phases].toSorted()).toEqual(
    ['awaiting', 'dispatching', 'done', 'reading-back', 'rechecking', 'requeueing', 'resending'].toSorted(),
  );
});
