import { setTimeout as pause } from 'node:timers/promises';
import type { CallOf } from '../../../../clients/lib/api/call.ts';
import type { Client } from '../../../../clients/lib/api/client.ts';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { ProgressBar } from '../progress-bar.ts';
import type { Stage } from '../shown.ts';
import { headOffice, leaving, successor } from './scene.ts';

const pollMilliseconds = 250;
const body: CallOf<typeof operations.requestReassignment>['body'] = {
  from: leaving,
  to: successor,
  roles: ['technical', 'billing'],
  reason: 'IT is outsourced',
};

/** Counts the targets of a dry run, and those that would be skipped, page by page. */
export async function previewReassignment({
  callerOf,
}: Stage): Promise<{ targets: number; skipped: number }> {
  const owner = callerOf(headOffice);
  const found = { targets: 0, skipped: 0 };
  let cursor: string | undefined;
  for (;;) {
    const query = { limit: 100, cursor };
    const { preview } = await owner.dryRun(operations.requestReassignment, { body, query });
    found.targets += preview.items.length;
    found.skipped += preview.items.filter(({ state }) => state === 'skipped').length;
    if (preview.nextCursor === null) return found;
    cursor = preview.nextCursor;
  }
}

/**
 * Requests the reassignment as the head office, accepts it as the successor, and follows it until it has ended.
 * @param onRequest awaited before the successor accepts
 */
export async function runReassignment(
  { callerOf }: Stage,
  targets: number,
  onRequest: (reassignment: ReassignmentAnswer) => Promise<void>,
): Promise<ReassignmentAnswer> {
  const owner = callerOf(headOffice);
  const reassignment = await owner.call(operations.requestReassignment, { body });
  const { requestedBy, reassignmentId, from, to } = reassignment;
  const params = { reassignmentId };
  console.log(`${requestedBy} requested reassignment ${reassignmentId}, from ${from} to ${to}`);
  await onRequest(reassignment);
  const accepted = await callerOf(successor).call(operations.acceptReassignment, { params });
  console.log(`${successor} accepted the whole reassignment; it is ${accepted.state}`);
  return watch(owner, reassignmentId, targets);
}

async function watch(client: Client, reassignmentId: string, targets: number): Promise<ReassignmentAnswer> {
  const bar = new ProgressBar('Reassigning  ', targets);
  for (;;) {
    const reassignment = await client.call(operations.getReassignment, { params: { reassignmentId } });
    const { completed, failed, skipped } = reassignment.progress;
    const ended = completed + failed + skipped;
    const note = `${completed} completed, ${skipped} skipped, ${failed} failed`;
    if (reassignment.completedAt !== undefined) {
      bar.end(ended, note);
      return reassignment;
    }
    bar.show(ended, note);
    await pause(pollMilliseconds);
  }
}
