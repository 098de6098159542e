import { isOutcomePlace, outcomesSeenBy } from '../../../shared/commands/outcomes-seen-by.ts';
import { visible } from '../../../shared/domain/caller.ts';
import { maySeeReassignment } from '../../../shared/domain/decide-reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf, type SealedCursors } from '../../../shared/http/paging.ts';
import { toOutcome } from '../../../shared/http/reassignment-answer.ts';
import { targetPlace } from '../../../shared/store/keys.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listReassignmentOutcomes =
  (
    capabilities: SealedCursors & Pick<Capabilities, 'reassignments' | 'groups' | 'services'>,
  ): Respond<typeof operations.listReassignmentOutcomes> =>
  async ({ caller, params: { reassignmentId }, query: { limit, cursor, state } }) => {
    const scope = listScope('reassignment-outcomes', reassignmentId, state);
    const { sealedCursors } = capabilities;
    const after = positionOf(scope, cursor, isOutcomePlace, sealedCursors);
    const reassignment = visible(await capabilities.reassignments.find(reassignmentId), (known) =>
      maySeeReassignment(caller, known),
    );
    const { items, next } = await fillPage({
      read: (options) => outcomesSeenBy(capabilities, caller, reassignment, options),
      pick: async (candidates) =>
        candidates
          .filter((target) => state === undefined || target.state === state)
          .map((target) => ({ place: targetPlace(target), item: toOutcome(target) })),
      after,
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next, sealedCursors) } };
  };
