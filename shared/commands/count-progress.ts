import type { ChangeId, GroupId, ServiceId } from '../domain/identifiers.ts';
import type { Counts } from '../store/progress.ts';
import type { Capabilities } from './capabilities.ts';

/** Counts outcomes. Advisory: a failed addition is logged and not repeated. Member ids select the shard. */
export async function countProgress(
  { progress, log }: Pick<Capabilities, 'progress' | 'log'>,
  { changeId, groupId }: { readonly changeId: ChangeId; readonly groupId: GroupId },
  counts: Counts,
  one: ServiceId,
): Promise<void> {
  try {
    await progress.add(changeId, counts, shardSeedOf(one));
  } catch (error) {
    log.warn('Could not update the progress counters; verification does not need them.', {
      changeId,
      groupId,
      error,
    });
  }
}

/** Batches often begin ten members apart, so that the last digit alone would leave shards without additions. */
const shardSeedOf = (one: ServiceId): number => Number(one.slice(-4, -1)) + Number(one.slice(-1));
