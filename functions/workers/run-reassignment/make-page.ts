import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import { changesInFlight, makePageSize, membersInFlight } from './limits.ts';
import { makeTarget } from './make-target.ts';
import type { NextStep, RunDependencies } from './step.ts';

/**
 * Makes a change for each target of the next page. What could not be made for now is left for another pass. While enough of
 * the job's changes are propagating, the page is held back.
 */
export async function makePage(
  dependencies: RunDependencies,
  job: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments } = dependencies;
  if (job.state === 'running' && (await isFull(dependencies, job))) return proceed(dependencies, job, {}, 1);
  const { cursor, leftSome } = job.run;
  const page = await reassignments.targets(job.reassignmentId, { after: cursor, limit: makePageSize });
  let leaves = leftSome;
  for (const target of page.candidates) {
    if (target.state === 'pending' && (await makeTarget(dependencies, job, target)) === 'left') leaves = true;
  }
  if (page.next !== undefined) return proceed(dependencies, job, { cursor: page.next, leftSome: leaves }, 0);
  const over = { cursor: undefined, leftSome: false };
  return leaves
    ? proceed(dependencies, job, over, 5)
    : proceed(dependencies, job, { ...over, phase: 'waiting' }, 0);
}

async function isFull({ reassignments }: RunDependencies, job: BegunReassignment): Promise<boolean> {
  const { propagating, members } = await reassignments.counts(job.reassignmentId);
  return propagating >= changesInFlight || (propagating > 0 && members >= membersInFlight);
}

async function proceed(
  { reassignments, clock }: RunDependencies,
  job: BegunReassignment,
  moved: Partial<BegunReassignment['run']>,
  delaySeconds: number,
): Promise<NextStep | undefined> {
  const version = job.version + 1;
  const next = { ...job, version, run: { ...job.run, ...moved } };
  return (await reassignments.save(next, clock.now())) ? { version, delaySeconds } : undefined;
}
