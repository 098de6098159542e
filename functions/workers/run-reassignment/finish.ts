import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import type { NextStep, RunDependencies } from './step.ts';

/** The longest time between two looks at a reassignment whose changes are still propagating, in seconds. */
const longestDelay = 10;

/** Completes the reassignment once every change that it made has ended; until then it looks again, more and more rarely. */
export async function finish(
  { reassignments, clock, log, metrics }: RunDependencies,
  reassignment: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignmentId } = reassignment;
  const counts = await reassignments.counts(reassignmentId);
  const now = clock.now();
  const version = reassignment.version + 1;
  if (counts.propagating > 0) {
    const delaySeconds = delayBeforeNextLook(reassignment, now);
    return (await reassignments.save({ ...reassignment, version }, now))
      ? { version, delaySeconds }
      : undefined;
  }
  const { completed, failed, skipped } = counts;
  const ended = failed > 0 ? 'completed-with-failures' : 'completed';
  const state = reassignment.state === 'running' ? ended : reassignment.state;
  const done = { ...reassignment, state, completedAt: now.toISOString(), version };
  if (!(await reassignments.save(done, now))) return { version: reassignment.version, delaySeconds: 1 };
  metrics.count('ReassignmentsEnded', 1);
  log.info('Reassignment ended.', { reassignmentId, state, completed, failed, skipped });
  return undefined;
}

function delayBeforeNextLook({ startedAt = '' }: BegunReassignment, now: Date): number {
  const elapsedSeconds = (now.getTime() - Date.parse(startedAt)) / 1_000;
  return Math.min(Math.max(Math.round(elapsedSeconds / 5), 1), longestDelay);
}
