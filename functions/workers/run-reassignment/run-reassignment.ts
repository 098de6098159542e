import { enqueueEvents } from '../../../shared/commands/enqueue-events.ts';
import { system } from '../../../shared/domain/event.ts';
import {
  isUnderWay,
  reassignmentAsOf,
  started,
  type BegunReassignment,
  type Reassignment,
} from '../../../shared/domain/reassignment.ts';
import { ReassignmentMessage } from '../../../shared/messages/reassignment-message.ts';
import { stepWorker, type NextStep } from '../../../shared/messages/step-worker.ts';
import { collectPage } from './collect-page.ts';
import { finish } from './finish.ts';
import { makePage } from './make-page.ts';
import type { RunCapabilities } from './step.ts';

/** Takes one step: start or expiry, a page to collect, a page of changes to make, or a check of their end. */
export const runReassignment = (capabilities: RunCapabilities) =>
  stepWorker({
    subject: 'reassignment',
    message: ReassignmentMessage,
    queue: capabilities.reassignmentQueue,
    log: capabilities.log,
    find: ({ reassignmentId }) => capabilities.reassignments.find(reassignmentId),
    takeStep: (reassignment) => takeStep(capabilities, reassignment),
    describe: ({ reassignmentId, state, run }) => ({ reassignmentId, state, phase: run?.phase }),
  });

async function takeStep(
  capabilities: RunCapabilities,
  reassignment: Reassignment,
): Promise<NextStep | undefined> {
  if (!isUnderWay(reassignment)) return settleDue(capabilities, reassignment);
  return steps[reassignment.run.phase](capabilities, reassignment);
}

const steps: Record<
  BegunReassignment['run']['phase'],
  (capabilities: RunCapabilities, reassignment: BegunReassignment) => Promise<NextStep | undefined>
> = { collecting: collectPage, making: makePage, waiting: finish };

/** Expires or starts a waiting reassignment that is due. */
async function settleDue(
  capabilities: RunCapabilities,
  reassignment: Reassignment,
): Promise<NextStep | undefined> {
  const { reassignments, clock } = capabilities;
  const { reassignmentId } = reassignment;
  const now = clock.now();
  const occasion = { actor: system, now };
  const version = reassignment.version + 1;
  const asNow = reassignmentAsOf(reassignment, now);
  if (asNow !== reassignment) {
    if (await reassignments.save({ ...asNow, version }, reassignment, occasion))
      await enqueueEvents(capabilities, { reassignmentId }, reassignment.requestedBy);
    return undefined;
  }
  if (
    reassignment.state !== 'scheduled' ||
    now.getTime() < Date.parse(reassignment.runAt ?? reassignment.requestedAt)
  )
    return undefined;
  const begun = { ...started(reassignment, now), version };
  if (!(await reassignments.save(begun, reassignment, occasion))) return undefined;
  await enqueueEvents(capabilities, { reassignmentId }, reassignment.requestedBy);
  return { version, delaySeconds: 0 };
}
