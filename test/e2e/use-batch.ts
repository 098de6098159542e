import { expect } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ReassignmentClient } from '../support/reassignment-client.ts';
import type { RunningStack } from '../support/running-stack.ts';

/** A reassignment of a batch, previewed and accepted by its recipient. */
export async function useBatch(running: RunningStack): Promise<void> {
  const reassignments = new ReassignmentClient(running);
  const { administration, technical, heir } = await running.group(1);
  const batch = 'all of them';
  const asked = { from: technical, to: heir, roles: ['technical'], batch };
  const { reassignmentId, requestedAt } = await reassignments.ask(administration, asked);
  const preview = await running.call(operations.previewReassignment, heir, { reassignmentId });
  expect(preview.items).toHaveLength(1);
  const body = { batch, requestedBy: administration, requestedUntil: requestedAt };
  const accepted = await running.call(operations.acceptReassignments, heir, {}, { body });
  expect(accepted).toEqual({ accepted: 1, more: false });
  await reassignments.ended(administration, { reassignmentId });
}
