import { enqueueEvents } from '../../../shared/commands/enqueue-events.ts';
import { system } from '../../../shared/domain/event.ts';
import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import { longestDelaySeconds } from '../../../shared/domain/step-timing.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import type { RunCapabilities } from './step.ts';

/** Completes the reassignment once all its changes have ended. Until then it polls at growing intervals. */
export async function finish(
  capabilities: RunCapabilities,
  reassignment: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments, clock, log, metrics } = capabilities;
  const { reassignmentId } = reassignment;
  const counts = await reassignments.counts(reassignmentId);
  const now = clock.now();
  const version = reassignment.version + 1;
  if (counts.propagating > 0) {
    const delaySeconds = delayBeforeNextLook(reassignment.startedAt ?? reassignment.requestedAt, now);
    return (await reassignments.save({ ...reassignment, version }, reassignment, { actor: system, now }))
      ? { version, delaySeconds }
      : undefined;
  }
  const { completed, failed, skipped } = counts;
  const ended = failed > 0 ? 'completed-with-failures' : 'completed';
  const state = reassignment.state === 'running' ? ended : reassignment.state;
  const done = { ...reassignment, state, completedAt: now.toISOString(), version };
  const targets = { targets: reassignment.run.targets, completed, failed, skipped };
  if (!(await reassignments.save(done, reassignment, { actor: system, now, targets })))
    return { version: reassignment.version, delaySeconds: 1 };
  await enqueueEvents(capabilities, { reassignmentId }, reassignment.requestedBy);
  metrics.count('ReassignmentsEnded', 1);
  log.info('Reassignment ended.', { reassignmentId, state, completed, failed, skipped });
  return undefined;
}

/** Seconds. The interval grows with the time that the reassignment has run. */
export function delayBeforeNextLook(startedAt: string, now: Date): number {
  const elapsedSeconds = (now.getTime() - Date.parse(startedAt)) / 1_000;
  return Math.min(Math.max(Math.round(elapsedSeconds / 5), 1), longestDelaySeconds);
}
