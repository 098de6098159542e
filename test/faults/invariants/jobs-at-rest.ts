import { isWaiting, type Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Target } from '../../../shared/domain/reassignment-target.ts';
import { mustHold } from '../violation.ts';
import { checkJobSums } from './job-states.ts';
import type { Ledger } from './ledger.ts';
import type { Look } from './look.ts';

/** Every job that began has ended and all of its targets with it (8); its changes are those that its targets name (2). */
export function checkJobsAtRest(look: Look, ledger: Ledger): void {
  checkAskedOnce(look, ledger);
  const named = new Map<string, string>();
  for (const job of look.jobs()) {
    const { reassignmentId, state, run, completedAt } = job;
    const isOver =
      !isWaiting(job) && state !== 'running' && (run === undefined) === (completedAt === undefined);
    mustHold(8, isOver, () => `the job ${reassignmentId} is ${state} for ever: ${JSON.stringify(job)}`);
    checkJobSums(job, look);
    for (const target of look.targets(reassignmentId)) {
      checkTarget(target, job);
      if (target.changeId !== undefined) named.set(target.changeId, reassignmentId);
    }
  }
  for (const { changeId, reassignmentId } of look.changes()) {
    const isNamed = named.get(changeId) === reassignmentId;
    mustHold(2, isNamed, () => `${changeId} is of the job ${reassignmentId}, whose targets do not name it`);
  }
}

/** However often a client asked for the same job, and its code with it, there is one. */
function checkAskedOnce(look: Look, { askedJobs }: Ledger): void {
  const asked = look.jobs().flatMap(({ reassignmentId }) => askedJobs.get(reassignmentId) ?? []);
  mustHold(2, new Set(asked).size === asked.length, () => 'a job that was asked for once is there twice');
}

function checkTarget(target: Target, { reassignmentId, state: stateOfJob }: Reassignment): void {
  const { state, changeId, failure } = target;
  const words = (): string => `${JSON.stringify(target)} of ${reassignmentId}, which is ${stateOfJob}`;
  mustHold(8, state !== 'pending' && state !== 'propagating', () => `for ever: ${words()}`);
  const hasReason = (state === 'skipped' || state === 'failed') === (failure !== undefined);
  mustHold(1, hasReason, () => `there is no reason for ${words()}`);
  if (changeId !== undefined || failure === undefined) return;
  mustHold(
    7,
    failure.code !== 'cancelled' || stateOfJob === 'cancelled',
    () => `nobody cancelled ${words()}`,
  );
  mustHold(1, failure.code !== 'internal-error', () => `nothing that can befall it explains ${words()}`);
}
