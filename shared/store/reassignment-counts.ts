import * as z from 'zod';
import type { ReassignmentId } from '../domain/identifiers.ts';
import type { TargetName, TargetState } from '../domain/reassignment-target.ts';
import { reassignmentCountKey, reassignmentCountShards, targetPlace } from './keys.ts';
import { rowParser } from './row-parser.ts';
import { sumOfShards } from './sum-of-shards.ts';
import type { Table, Write } from './table.ts';

const count = z.int().nonnegative().default(0);

/** The number of a reassignment's targets in each state, without pending ones. */
export const ReassignmentCounts = z.object({
  propagating: count,
  completed: count,
  failed: count,
  skipped: count,
  /** The members of the propagating changes. A large group counts as a thousand. */
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

/** Limited, so that a large group does not delay the small ones after it. */
const largestWeight = 1_000;

/** Most groups' ids have the same ending, so the hash uses the whole target name. */
const shardOf = (target: TargetName): number =>
  Array.from(targetPlace(target), (letter) => letter.charCodeAt(0)).reduce(
    (hash, code) => (hash * 31 + code) % 65_521,
    7,
  ) % reassignmentCountShards;

/** A target's transition, and the members whose propagation starts or ends. */
export interface CountedStep {
  readonly from: TargetState;
  readonly to: TargetState;
  readonly members: number;
}

/** Counts a target's transition in its own transaction, so that the counts always equal the outcomes. */
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

/** Subtracts members of a propagating change. */
export const countLeft = (
  reassignmentId: ReassignmentId,
  target: TargetName,
  members: number,
  left: number,
): Write => ({
  update: reassignmentCountKey(reassignmentId, shardOf(target)),
  add: { members: Math.min(members - left, largestWeight) - Math.min(members, largestWeight) },
});

/** The sum over all shards. */
export async function readReassignmentCounts(
  table: Table,
  reassignmentId: ReassignmentId,
): Promise<ReassignmentCounts> {
  const keys = Array.from({ length: reassignmentCountShards }, (_, shard) =>
    reassignmentCountKey(reassignmentId, shard),
  );
  const shards = (await table.getMany(keys)).map(parseReassignmentCounts);
  return ReassignmentCounts.parse(sumOfShards(shards));
}
