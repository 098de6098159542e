import { expect, it } from 'vitest';
import { countProgress } from '../../shared/commands/count-progress.ts';
import { ChangeId } from '../../shared/domain/identifiers.ts';
import { progressShards } from '../../shared/store/keys.ts';
import { noCounts } from '../../shared/store/progress.ts';
import { groupId, serviceId, World } from '../support/world.ts';

it('Batches of members that begin ten apart are counted in all shards alike', async () => {
  const world = new World();
  const changeId = ChangeId.parse('01KJQ4M6ZJ8W7V5N3T2R1Q0P9X');
  const used = new Map<number, number>();
  const progress = {
    ...world.stores.progress,
    add: (_change: ChangeId, _counts: unknown, seed: number) => {
      used.set(seed % progressShards, (used.get(seed % progressShards) ?? 0) + 1);
      return Promise.resolve();
    },
  };
  for (let first = 0; first < 1_000; first += 10)
    await countProgress({ ...world.effects, progress }, { changeId, groupId }, noCounts, serviceId(first));
  expect([...used.values()]).toEqual([25, 25, 25, 25]);
});
