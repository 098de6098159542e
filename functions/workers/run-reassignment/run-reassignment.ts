import {
  isUnderWay,
  reassignmentAsOf,
  started,
  type BegunReassignment,
  type Reassignment,
} from '../../../shared/domain/reassignment.ts';
import type { QueueWorker } from '../../../shared/messages/queue-handler.ts';
import { ReassignmentMessage } from '../../../shared/messages/reassignment-message.ts';
import { collectPage } from './collect-page.ts';
import { finish } from './finish.ts';
import { makePage } from './make-page.ts';
import type { NextStep, RunDependencies } from './step.ts';

/**
 * Takes one step of a bulk job: its start or its expiry, a page of what `from` holds, a page of changes, a look at whether
 * all of them have ended. As with a change, each step ends with a write that is conditional on the version it began with.
 */
export const runReassignment = (
  dependencies: RunDependencies,
): QueueWorker<typeof ReassignmentMessage, void> => ({
  message: ReassignmentMessage,
  log: dependencies.log,
  async work({ reassignmentId, version }) {
    const job = await dependencies.reassignments.find(reassignmentId);
    if (job === undefined || (version !== undefined && version !== job.version)) return;
    const next = await step(dependencies, job);
    dependencies.log.info('Took a step of a reassignment.', {
      reassignmentId,
      state: job.state,
      phase: job.run?.phase,
      version: job.version,
      nextVersion: next?.version,
    });
    if (next === undefined) return;
    const body: ReassignmentMessage = { reassignmentId, version: next.version };
    await dependencies.reassignmentQueue.send([{ body, delaySeconds: next.delaySeconds }]);
  },
});

async function step(dependencies: RunDependencies, job: Reassignment): Promise<NextStep | undefined> {
  if (!isUnderWay(job)) return settleDue(dependencies, job);
  return stepOf[job.run.phase](dependencies, job);
}

const stepOf: Record<
  BegunReassignment['run']['phase'],
  (dependencies: RunDependencies, job: BegunReassignment) => Promise<NextStep | undefined>
> = { collecting: collectPage, making: makePage, waiting: finish };

/** A job that waits expires, or begins, once its time has come. */
async function settleDue(
  { reassignments, clock }: RunDependencies,
  job: Reassignment,
): Promise<NextStep | undefined> {
  const now = clock.now();
  const version = job.version + 1;
  const asNow = reassignmentAsOf(job, now);
  if (asNow !== job) {
    await reassignments.save({ ...asNow, version }, now);
    return undefined;
  }
  if (job.state !== 'scheduled' || now.getTime() < Date.parse(job.runAt ?? job.requestedAt)) return undefined;
  return (await reassignments.save({ ...started(job, now), version }, now))
    ? { version, delaySeconds: 0 }
    : undefined;
}
