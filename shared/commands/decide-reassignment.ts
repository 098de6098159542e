import type { Caller } from '../domain/caller.ts';
import { seen } from '../domain/caller.ts';
import { maySeeReassignment } from '../domain/decide-reassignment.ts';
import type { ReassignmentId } from '../domain/identifiers.ts';
import { reassignmentAsOf, type Reassignment } from '../domain/reassignment.ts';
import type { Queue } from '../messages/queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { ReassignmentStore } from '../store/reassignments.ts';
import { announceJob } from './announce-job.ts';
import { judging } from './judging.ts';

export interface DecideJobDependencies {
  readonly reassignments: ReassignmentStore;
  readonly reassignmentQueue: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Decides about a job: `decideOn` says what becomes of it. Where nothing does, nothing is written.
 * @throws Refusal `not-found`, and what `decideOn` throws
 */
export function decideJob(
  { reassignments, reassignmentQueue, clock, log }: DecideJobDependencies,
  caller: Caller,
  reassignmentId: ReassignmentId,
  decideOn: (job: Reassignment, now: Date) => Reassignment,
): Promise<Reassignment> {
  return judging(async () => {
    const stored = seen(await reassignments.find(reassignmentId), (job) => maySeeReassignment(caller, job));
    const now = clock.now();
    const job = reassignmentAsOf(stored, now);
    const decided = decideOn(job, now);
    if (decided === job) return job;
    const next = { ...decided, version: stored.version + 1 };
    if (!(await reassignments.save(next, now))) return undefined;
    await announceJob(next, reassignmentQueue, log);
    return next;
  });
}
