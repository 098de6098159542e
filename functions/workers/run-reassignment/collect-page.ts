import {
  reassignmentCandidates,
  reassignmentTargets,
} from '../../../shared/commands/reassignment-candidates.ts';
import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import type { RunDependencies } from './step.ts';

/** Records the next page of what `from` holds as targets. A cancelled reassignment collects no more. */
export async function collectPage(
  dependencies: RunDependencies,
  reassignment: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments, clock, reassignmentLimits } = dependencies;
  const { run } = reassignment;
  const options = { after: run.cursor, limit: reassignmentLimits.collectPageSize };
  const { candidates, next } =
    reassignment.state === 'running'
      ? await reassignmentCandidates(dependencies, reassignment, options)
      : { candidates: [] };
  const targets = (await reassignmentTargets(dependencies, reassignment, candidates)).map(
    ({ target }) => target,
  );
  const version = reassignment.version + 1;
  const phase = next === undefined ? 'making' : 'collecting';
  const collected = { ...run, phase, targets: run.targets + targets.length, cursor: next } as const;
  const saved = await reassignments.collect(
    { ...reassignment, version, run: collected },
    targets,
    clock.now(),
  );
  return saved ? { version, delaySeconds: 0 } : undefined;
}
