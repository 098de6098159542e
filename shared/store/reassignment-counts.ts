import * as z from 'zod';
import type { ReassignmentId } from '../domain/identifiers.ts';
import type { TargetName, TargetState } from '../domain/reassignment-target.ts';
import { reassignmentCountKey, reassignmentCountShards, targetPlace } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Table, Write } from './table.ts';

const count = z.int().nonnegative().default(0);

/** How many targets of a reassignment are in each state, those still to come left out. */
export const ReassignmentCounts = z.object({
  propagating: count,
  completed: count,
  failed: count,
  skipped: count,
  /** The members of the changes that are propagating, those of a large group counted as a thousand. */
  members: count,
});
export type ReassignmentCounts = z.infer<typeof ReassignmentCounts>;
export const parseReassignmentCounts = rowParser(ReassignmentCounts);

export const noReassignmentCounts: ReassignmentCounts = {
  propagating: 0,
  completed: 0,
  failed: 0,
  skipped: 0,
  members: 0,
};

/** A large group is not to keep the small ones waiting that come after it. */
const largestWeight = 1_000;

/** Most groups' ids end alike: the whole of a target's name distributes the targets over the shards. */
const shardOf = (target: TargetName): number =>
  Array.from(targetPlace(target), (letter) => letter.charCodeAt(0)).reduce(
    (hash, code) => (hash * 31 + code) % 65_521,
    7,
  ) % reassignmentCountShards;

/** A target's step from one state to another, and the members of its change that begin or cease to propagate by it. */
export interface CountedStep {
  readonly from: TargetState;
  readonly to: TargetState;
  /** How many members its change has to reach. */
  readonly members: number;
}

/** Counts a target's step, in the transaction that makes it: the counts are the sum of the outcomes at any time. */
export function countStep(reassignmentId: ReassignmentId, target: TargetName, step: CountedStep): Write {
  const { from, to, members } = step;
  const began = Number(to === 'propagating') - Number(from === 'propagating');
  return {
    update: reassignmentCountKey(reassignmentId, shardOf(target)),
    add: {
      ...(from !== 'pending' && { [from]: -1 }),
      ...(to !== 'pending' && { [to]: 1 }),
      ...(began !== 0 && { members: began * Math.min(members, largestWeight) }),
    },
  };
}

/** What the counts of a reassignment say together. */
export async function readReassignmentCounts(
  table: Table,
  reassignmentId: ReassignmentId,
): Promise<ReassignmentCounts> {
  const keys = Array.from({ length: reassignmentCountShards }, (_, shard) =>
    reassignmentCountKey(reassignmentId, shard),
  );
  const shards = (await table.getMany(keys)).map(parseReassignmentCounts);
  return shards.reduce(
    (sum, shard) => ({
      propagating: sum.propagating + shard.propagating,
      completed: sum.completed + shard.completed,
      failed: sum.failed + shard.failed,
      skipped: sum.skipped + shard.skipped,
      members: sum.members + shard.members,
    }),
    noReassignmentCounts,
  );
}
