import type { Caller } from '../domain/caller.ts';
import type { ContactChange } from '../domain/contact-change.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { Refusal } from '../domain/refusal.ts';
import { mapConcurrently } from '../runtime/chunks.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import type { ChangeCapabilities } from './capabilities.ts';
import { retryChange } from './retry-change.ts';

const width = 10;
/** For so many milliseconds further retries begin. The function has twice the time. */
const beginMilliseconds = 4_000;

export interface Retried {
  readonly retried: number;
  /** How many did not begin in time, or conflicted with other writes: another call may retry them. */
  readonly left: number;
}

/** Retries these changes. One that cannot be retried any more, because somebody else did, does not count. */
export async function retryChanges(
  capabilities: ChangeCapabilities,
  caller: Caller,
  ended: readonly ContactChange[],
): Promise<Retried> {
  const { clock } = capabilities;
  const lastBegin = clock.now().getTime() + beginMilliseconds;
  // Those of one group or reassignment come one after the other, because their writes would conflict.
  const lanes = Map.groupBy(ended, ({ reassignmentId, groupId }) => reassignmentId ?? groupId);
  const results: Result[] = [];
  await mapConcurrently([...lanes.values()], width, async (lane) => {
    for (const { changeId } of lane) {
      const isLate = clock.now().getTime() > lastBegin;
      results.push(isLate ? 'left' : await retryOne(capabilities, caller, changeId));
    }
  });
  const count = (wanted: Result) => results.filter((result) => result === wanted).length;
  return { retried: count('retried'), left: count('left') };
}

type Result = 'retried' | 'not-retriable' | 'left';

async function retryOne(
  capabilities: ChangeCapabilities,
  caller: Caller,
  changeId: ChangeId,
): Promise<Result> {
  try {
    await retryChange(capabilities, caller, changeId);
    return 'retried';
  } catch (error) {
    if (error instanceof Refusal) return 'not-retriable';
    if (error instanceof Unavailable) return 'left';
    throw error;
  }
}
