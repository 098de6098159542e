import {
  reassignmentCandidates,
  reassignmentTargets,
} from '../../../shared/commands/reassignment-candidates.ts';
import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import type { RunCapabilities } from './step.ts';

/** Records the next page of what `from` holds as targets. A cancelled reassignment collects no more. */
export async function collectPage(
  capabilities: RunCapabilities,
  reassignment: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments, clock, reassignmentLimits } = capabilities;
  const { run } = reassignment;
  const options = { after: run.cursor, limit: reassignmentLimits.collectPageSize };
  const { candidates, next } =
    reassignment.state === 'running'
      ? await reassignmentCandidates(capabilities, reassignment, options)
      : { candidates: [] };
  const targets = (await reassignmentTargets(capabilities, reassignment, candidates)).map(
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
  if (!saved) return undefined;
  const pauses = next !== undefined && version % reassignmentLimits.collectPagesAtOnce === 0;
  return { version, delaySeconds: pauses ? 1 : 0 };
}
