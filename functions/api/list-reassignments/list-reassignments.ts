import type { Caller } from '../../../shared/domain/caller.ts';
import { reassignmentAsOf, type Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ReassignmentParty } from '../../../shared/http/contract/reassignment-shapes.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { reassignmentAnswer, toListed } from '../../../shared/http/reassignment-answer.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listReassignments =
  (
    capabilities: Pick<Capabilities, 'reassignments' | 'clock'>,
  ): Respond<typeof operations.listReassignments> =>
  async ({ caller, query: { limit, cursor, state, party, batch } }) => {
    const { reassignments } = capabilities;
    const scope = listScope('reassignments', caller.nic, party, state, batch);
    const { items, next } = await fillPage({
      read: (options) => reassignments.ofParty(caller.nic, { ...options, batch }),
      pick: async (candidates) =>
        Promise.all(
          (await reassignments.findMany(candidates))
            .map((stored) => reassignmentAsOf(stored, capabilities.clock.now()))
            .filter((found) => state === undefined || found.state === state)
            .filter((found) => party === undefined || isParty(found, party, caller))
            .map(async (found) => ({
              place: found.reassignmentId,
              item: toListed(await reassignmentAnswer(capabilities, caller, found)),
            })),
        ),
      after: positionOf(scope, cursor),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };

const isParty = (reassignment: Reassignment, party: ReassignmentParty, { nic }: Caller): boolean =>
  reassignment[party === 'owner' ? 'requestedBy' : party] === nic;
