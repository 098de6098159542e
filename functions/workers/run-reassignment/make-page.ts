import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import { changesInFlight, makePageSize, membersInFlight, secondsBetweenPasses } from './limits.ts';
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
  const { cursor } = job.run;
  const page = await reassignments.targets(job.reassignmentId, { after: cursor, limit: makePageSize });
  let { leftSome, leftServices } = job.run;
  for (const target of page.candidates) {
    if (target.state !== 'pending') continue;
    const waits = target.serviceId === undefined && leftServices && job.roles.includes('administration');
    if (!waits && (await makeTarget(dependencies, job, target)) === 'done') continue;
    leftSome = true;
    leftServices ||= target.serviceId !== undefined;
  }
  if (page.next !== undefined)
    return proceed(dependencies, job, { cursor: page.next, leftSome, leftServices }, 0);
  const over = { cursor: undefined, leftSome: false, leftServices: false };
  return leftSome
    ? proceed(dependencies, job, over, secondsBetweenPasses)
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
