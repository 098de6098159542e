import type { ChangeId, GroupId, ServiceId } from '../domain/identifiers.ts';
import type { Log } from '../runtime/log.ts';
import type { Counts, ProgressStore } from '../store/progress.ts';

/**
 * Counts what became of members. The counters are advisory: a failed addition is logged and never made again. The last
 * digits of one of the members distribute the additions over the shards.
 */
export async function countProgress(
  { progress, log }: { readonly progress: ProgressStore; readonly log: Log },
  { changeId, groupId }: { readonly changeId: ChangeId; readonly groupId: GroupId },
  counts: Counts,
  one: ServiceId,
): Promise<void> {
  try {
    await progress.add(changeId, counts, Number(one.slice(-4)));
  } catch (error) {
    log.warn('Progress was not counted; verification does without.', { changeId, groupId, error });
  }
}
