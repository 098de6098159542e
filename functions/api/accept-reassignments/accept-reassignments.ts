import { acceptBatch } from '../../../shared/commands/accept-batch.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';

export const acceptReassignments =
  (capabilities: Parameters<typeof acceptBatch>[0]): Respond<typeof operations.acceptReassignments> =>
  async ({ caller, body }) => {
    const requestedUntil = new Date(body.requestedUntil);
    const { accepted, more } = await acceptBatch(capabilities, caller, { ...body, requestedUntil });
    return { body: { accepted, more } };
  };
