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
 * Takes one step of a reassignment: its start or its expiry, a page of what `from` holds, a page of changes, a look at whether
 * all of them have ended. As with a change, each step ends with a write that is conditional on the version it began with.
 */
export const runReassignment = (
  dependencies: RunDependencies,
): QueueWorker<typeof ReassignmentMessage, void> => ({
  message: ReassignmentMessage,
  log: dependencies.log,
  async work({ reassignmentId, version }) {
    const reassignment = await dependencies.reassignments.find(reassignmentId);
    if (reassignment === undefined || (version !== undefined && version !== reassignment.version)) return;
    const next = await step(dependencies, reassignment);
    dependencies.log.info('Took a step of a reassignment.', {
      reassignmentId,
      state: reassignment.state,
      phase: reassignment.run?.phase,
      version: reassignment.version,
      nextVersion: next?.version,
    });
    if (next === undefined) return;
    const body: ReassignmentMessage = { reassignmentId, version: next.version };
    await dependencies.reassignmentQueue.send([{ body, delaySeconds: next.delaySeconds }]);
  },
});

async function step(
  dependencies: RunDependencies,
  reassignment: Reassignment,
): Promise<NextStep | undefined> {
  if (!isUnderWay(reassignment)) return settleDue(dependencies, reassignment);
  return stepOf[reassignment.run.phase](dependencies, reassignment);
}

const stepOf: Record<
  BegunReassignment['run']['phase'],
  (dependencies: RunDependencies, reassignment: BegunReassignment) => Promise<NextStep | undefined>
> = { collecting: collectPage, making: makePage, waiting: finish };

/** A reassignment that waits expires, or begins, once its time has come. */
async function settleDue(
  { reassignments, clock }: RunDependencies,
  reassignment: Reassignment,
): Promise<NextStep | undefined> {
  const now = clock.now();
  const version = reassignment.version + 1;
  const asNow = reassignmentAsOf(reassignment, now);
  if (asNow !== reassignment) {
    await reassignments.save({ ...asNow, version }, now);
    return undefined;
  }
  if (
    reassignment.state !== 'scheduled' ||
    now.getTime() < Date.parse(reassignment.runAt ?? reassignment.requestedAt)
  )
    return undefined;
  return (await reassignments.save({ ...started(reassignment, now), version }, now))
    ? { version, delaySeconds: 0 }
    : undefined;
}
