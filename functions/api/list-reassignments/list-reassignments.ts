import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { reassignmentAnswer } from '../../../shared/http/reassignment-answer.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listReassignments =
  (
    capabilities: Pick<Capabilities, 'reassignments' | 'clock'>,
  ): Respond<typeof operations.listReassignments> =>
  async ({ caller, query: { limit, cursor } }) => {
    const { reassignments } = capabilities;
    const scope = listScope('reassignments', caller.nic);
    const { items, next } = await fillPage({
      read: (options) => reassignments.ofParty(caller.nic, options),
      pick: async (candidates) =>
        Promise.all(
          (await reassignments.findMany(candidates)).map(async (reassignment) => ({
            place: reassignment.reassignmentId,
            item: await reassignmentAnswer(capabilities, reassignment),
          })),
        ),
      after: positionOf(scope, cursor),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
