import * as z from 'zod';
import type { ChangeId } from '../domain/identifiers.ts';
import { progressKey, progressShards } from './keys.ts';
import { rowParser } from './row-parser.ts';
import { sumOfShards } from './sum-of-shards.ts';
import type { Table } from './table.ts';

/** Members since the last count. `removed`: they had left. `repeated`: a delivery after the first. */
export const Counts = z.object({
  applied: z.int().nonnegative().default(0),
  superseded: z.int().nonnegative().default(0),
  failed: z.int().nonnegative().default(0),
  removed: z.int().nonnegative().default(0),
  repeated: z.int().nonnegative().default(0),
  /** Attempts for which the member system was unavailable; the member is not accounted for. */
  unavailable: z.int().nonnegative().default(0),
});
export type Counts = z.infer<typeof Counts>;
export const parseCounts = rowParser(Counts);

export const noCounts: Counts = {
  applied: 0,
  superseded: 0,
  failed: 0,
  removed: 0,
  repeated: 0,
  unavailable: 0,
};

/** Includes repeated members, whose first count may be lost. */
export const countedIn = ({ applied, superseded, failed, removed, repeated }: Counts): number =>
  applied + superseded + failed + removed + repeated;

/** Advisory: an addition may be lost, but is never repeated. */
export interface ProgressStore {
  /** Adds to the shard that `seed` selects. */
  add(changeId: ChangeId, counts: Counts, seed: number): Promise<void>;
  read(changeId: ChangeId): Promise<Counts>;
}

export const progressStore = (table: Table): ProgressStore => ({
  async add(changeId, counts, seed) {
    const additions = Object.entries(counts).filter(([, count]) => count > 0);
    if (additions.length === 0) return;
    const addition = {
      update: progressKey(changeId, seed % progressShards),
      add: Object.fromEntries(additions),
    };
    await table.update(addition, { once: true });
  },

  async read(changeId) {
    const keys = Array.from({ length: progressShards }, (_, shard) => progressKey(changeId, shard));
    const shards = (await table.getMany(keys, { eventually: true })).map(parseCounts);
    return Counts.parse(sumOfShards(shards));
  },
});
