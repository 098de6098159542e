import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import { makeTarget } from './make-target.ts';
import type { RunDependencies } from './step.ts';

/**
 * Makes a change for each target of the next page, and leaves a target that fails for a temporary reason for another
 * pass. It holds the page back while enough of the reassignment's changes propagate.
 */
export async function makePage(
  dependencies: RunDependencies,
  reassignment: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments, reassignmentLimits } = dependencies;
  const { makePageSize, secondsBetweenPasses } = reassignmentLimits;
  if (reassignment.state === 'running' && (await isFull(dependencies, reassignment)))
    return proceed(dependencies, reassignment, {}, 1);
  const { cursor } = reassignment.run;
  const page = await reassignments.targets(reassignment.reassignmentId, {
    after: cursor,
    limit: makePageSize,
  });
  let { leftSome, leftServices } = reassignment.run;
  for (const target of page.candidates) {
    if (target.state !== 'pending') continue;
    const waits =
      target.serviceId === undefined && leftServices && reassignment.roles.includes('administration');
    if (!waits && (await makeTarget(dependencies, reassignment, target)) === 'done') continue;
    leftSome = true;
    leftServices ||= target.serviceId !== undefined;
  }
  if (page.next !== undefined)
    return proceed(dependencies, reassignment, { cursor: page.next, leftSome, leftServices }, 0);
  const over = { cursor: undefined, leftSome: false, leftServices: false };
  return leftSome
    ? proceed(dependencies, reassignment, over, secondsBetweenPasses)
    : proceed(dependencies, reassignment, { ...over, phase: 'waiting' }, 0);
}

async function isFull(
  { reassignments, reassignmentLimits: { changesInFlight, membersInFlight } }: RunDependencies,
  reassignment: BegunReassignment,
): Promise<boolean> {
  const { propagating, members } = await reassignments.counts(reassignment.reassignmentId);
  return propagating >= changesInFlight || (propagating > 0 && members >= membersInFlight);
}

async function proceed(
  { reassignments, clock }: RunDependencies,
  reassignment: BegunReassignment,
  moved: Partial<BegunReassignment['run']>,
  delaySeconds: number,
): Promise<NextStep | undefined> {
  const version = reassignment.version + 1;
  const next = { ...reassignment, version, run: { ...reassignment.run, ...moved } };
  return (await reassignments.save(next, clock.now())) ? { version, delaySeconds } : undefined;
}
