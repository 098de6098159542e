import { enqueueEvents } from '../../../shared/commands/enqueue-events.ts';
import { enqueueNextStart } from '../../../shared/commands/enqueue-next-step.ts';
import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { completed } from '../../../shared/domain/member-outcome.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';

/** Completes a change whose recorded outcomes were all counted. */
export async function complete(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'rechecking'>,
): Promise<StepResult> {
  const { changes, clock, log, metrics } = capabilities;
  const { changeId, groupId, propagation } = change;
  const { removed, resolved, services } = propagation;
  const now = clock.now();
  const done = { ...completed(change, removed, now), version: change.version + 1 };
  const ended = { removed, resolved, members: services };
  if (!(await changes.complete(done, change, ended, now)))
    return { version: change.version, delaySeconds: 1 };
  measureCompletion(metrics, done);
  const { state } = done;
  log.info('Change completed.', { changeId, groupId, state, ...done.propagation.tally });
  await Promise.all([
    enqueueEvents(capabilities, { changeId }, change.requestedBy),
    enqueueNextStart(capabilities, groupId),
  ]);
  return undefined;
}

function measureCompletion(metrics: Metrics, change: ReturnType<typeof completed>): void {
  const { state, startedAt, completedAt, propagation } = change;
  metrics.count(state === 'completed' ? 'ChangesCompleted' : 'ChangesCompletedWithFailures', 1);
  if (startedAt !== undefined && completedAt !== undefined) {
    metrics.observe('TimeToComplete', (Date.parse(completedAt) - Date.parse(startedAt)) / 1_000);
  }
  metrics.count('VerifiedApplied', propagation.tally.applied);
  metrics.count('VerifiedSuperseded', propagation.tally.superseded);
  metrics.count('VerifiedFailed', propagation.tally.failed);
}
