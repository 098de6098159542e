import { jobCandidates, jobTargets } from '../../../shared/commands/job-candidates.ts';
import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import { collectPageSize } from './limits.ts';
import type { NextStep, RunDependencies } from './step.ts';

/** Records the next page of what `from` holds as targets; a job that was cancelled collects no more. */
export async function collectPage(
  dependencies: RunDependencies,
  job: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments, clock } = dependencies;
  const { run } = job;
  const options = { after: run.cursor, limit: collectPageSize };
  const { candidates, next } =
    job.state === 'running' ? await jobCandidates(dependencies, job, options) : { candidates: [] };
  const targets = (await jobTargets(dependencies, job, candidates)).map(({ target }) => target);
  const version = job.version + 1;
  const phase = next === undefined ? 'making' : 'collecting';
  const collected = { ...run, phase, targets: run.targets + targets.length, cursor: next } as const;
  const saved = await reassignments.collect({ ...job, version, run: collected }, targets, clock.now());
  return saved ? { version, delaySeconds: 0 } : undefined;
}
