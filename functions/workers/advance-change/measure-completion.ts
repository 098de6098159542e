import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';

/** Measures a change that has just ended: how long it took, and how its members stand. */
export function measureCompletion(metrics: Metrics, change: ContactChange): void {
  const { state, startedAt, completedAt, propagation } = change;
  metrics.count(state === 'completed' ? 'ChangesCompleted' : 'ChangesCompletedWithFailures', 1);
  if (startedAt !== undefined && completedAt !== undefined) {
    metrics.observe('TimeToComplete', (Date.parse(completedAt) - Date.parse(startedAt)) / 1_000);
  }
  if (propagation === undefined) return;
  metrics.count('VerifiedApplied', propagation.tally.applied);
  metrics.count('VerifiedSuperseded', propagation.tally.superseded);
  metrics.count('VerifiedFailed', propagation.tally.failed);
}
