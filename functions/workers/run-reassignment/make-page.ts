import { system } from '../../../shared/domain/event.ts';
import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import { makeTarget } from './make-target.ts';
import type { RunCapabilities } from './step.ts';

/** The most groups with left single services that a pass stores. */
const leftGroupsLimit = 100;

/** Makes the changes of the next page of targets, unless enough propagate. Temporary failures wait for another pass. */
export async function makePage(
  capabilities: RunCapabilities,
  reassignment: BegunReassignment,
): Promise<NextStep | undefined> {
  const { reassignments, reassignmentLimits } = capabilities;
  const { makePageSize, secondsBetweenPasses } = reassignmentLimits;
  if (reassignment.state === 'running' && (await isFull(capabilities, reassignment)))
    return proceed(capabilities, reassignment, {}, 1);
  const { cursor } = reassignment.run;
  const page = await reassignments.targets(reassignment.reassignmentId, {
    after: cursor,
    limit: makePageSize,
  });
  let { leftSome, leftServices } = reassignment.run;
  const leftGroups = new Set(reassignment.run.leftGroups);
  for (const target of page.candidates) {
    if (target.state !== 'pending') continue;
    const waits =
      target.serviceId === undefined &&
      reassignment.roles.includes('administration') &&
      (leftServices || leftGroups.has(target.groupId));
    if (!waits && (await makeTarget(capabilities, reassignment, target)) === 'done') continue;
    leftSome = true;
    if (target.serviceId !== undefined) leftGroups.add(target.groupId);
    leftServices ||= leftGroups.size > leftGroupsLimit;
  }
  if (page.next !== undefined)
    return proceed(
      capabilities,
      reassignment,
      { cursor: page.next, leftSome, leftServices, leftGroups: leftServices ? undefined : [...leftGroups] },
      0,
    );
  const over = { cursor: undefined, leftSome: false, leftServices: false, leftGroups: undefined };
  return leftSome
    ? proceed(capabilities, reassignment, over, secondsBetweenPasses)
    : proceed(capabilities, reassignment, { ...over, phase: 'waiting' }, 0);
}

async function isFull(
  { reassignments, reassignmentLimits: { changesInFlight, membersInFlight } }: RunCapabilities,
  reassignment: BegunReassignment,
): Promise<boolean> {
  const { propagating, members } = await reassignments.counts(reassignment.reassignmentId);
  return propagating >= changesInFlight || (propagating > 0 && members >= membersInFlight);
}

async function proceed(
  { reassignments, clock }: RunCapabilities,
  reassignment: BegunReassignment,
  moved: Partial<BegunReassignment['run']>,
  delaySeconds: number,
): Promise<NextStep | undefined> {
  const version = reassignment.version + 1;
  const next = { ...reassignment, version, run: { ...reassignment.run, ...moved } };
  const occasion = { actor: system, now: clock.now() };
  return (await reassignments.save(next, reassignment, occasion)) ? { version, delaySeconds } : undefined;
}
