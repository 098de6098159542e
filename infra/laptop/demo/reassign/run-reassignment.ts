import { setTimeout as pause } from 'node:timers/promises';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import type { ApiClient } from '../../api-client.ts';
import { ProgressBar } from '../progress-bar.ts';
import type { Stage } from '../shown.ts';
import { headOffice, leaving, successor } from './scene.ts';

const pollMilliseconds = 250;
const { answer, dryRunAnswer } = operations.requestReassignment;
const request = { from: leaving, to: successor, roles: ['technical', 'billing'], reason: 'IT is outsourced' };

/** Counts the targets of a dry run, and those that would be skipped, page by page. */
export async function previewReassignment({
  callerOf,
}: Stage): Promise<{ targets: number; skipped: number }> {
  const owner = await callerOf(headOffice);
  const found = { targets: 0, skipped: 0 };
  let query = '';
  for (;;) {
    const path = `/reassignments?dryRun=true&limit=100${query}`;
    const { preview } = await owner.send('POST', path, request, dryRunAnswer);
    found.targets += preview.items.length;
    found.skipped += preview.items.filter(({ state }) => state === 'skipped').length;
    if (preview.nextCursor === null) return found;
    query = `&cursor=${encodeURIComponent(preview.nextCursor)}`;
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
  const owner = await callerOf(headOffice);
  const reassignment = await owner.send('POST', '/reassignments', request, answer);
  const { requestedBy, reassignmentId, from, to } = reassignment;
  const path = `/reassignments/${reassignmentId}`;
  console.log(`${requestedBy} requested reassignment ${reassignmentId}, from ${from} to ${to}`);
  await onRequest(reassignment);
  const accepted = await (await callerOf(successor)).send('POST', `${path}/accept`, {}, answer);
  console.log(`${successor} accepted the whole reassignment; it is ${accepted.state}`);
  return watch(owner, path, targets);
}

async function watch(client: ApiClient, path: string, targets: number): Promise<ReassignmentAnswer> {
  const bar = new ProgressBar('Reassigning  ', targets);
  for (;;) {
    const reassignment = await client.get(path, answer);
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
