import { previewForRecipient, previewTargets } from '../../../shared/commands/preview-reassignment.ts';
import {
  isCandidatePlace,
  type FoundReassignmentTarget,
} from '../../../shared/commands/reassignment-candidates.ts';
import { visible, type Caller } from '../../../shared/domain/caller.ts';
import { reassignmentAsOf, type Reassignment } from '../../../shared/domain/reassignment.ts';
import { maySeeCovered } from '../../../shared/domain/sight-of-reassignments.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf, type SealedCursors } from '../../../shared/http/paging.ts';
import { previewPage } from '../../../shared/http/preview-page.ts';
import { toPreviewItem } from '../../../shared/http/reassignment-answer.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const previewReassignment =
  (
    capabilities: SealedCursors &
      Pick<Capabilities, 'accounts' | 'clock' | 'groups' | 'reassignments' | 'services'>,
  ): Respond<typeof operations.previewReassignment> =>
  async ({ caller, params: { reassignmentId }, query: { limit, cursor } }) => {
    const { reassignments, clock, sealedCursors } = capabilities;
    const scope = listScope('reassignment-preview', caller.nic, reassignmentId);
    const after = positionOf(scope, cursor, isCandidatePlace, sealedCursors);
    const now = clock.now();
    const stored = await reassignments.find(reassignmentId);
    const reassignment = visible(stored && reassignmentAsOf(stored, now), (known) =>
      maySeeCovered(caller, known),
    );
    const accounts = await capabilities.accounts.findMany([reassignment.to]);
    const isOwners = caller.isOperator || caller.nic === reassignment.requestedBy;
    const preview = (found: readonly FoundReassignmentTarget[]) =>
      isOwners
        ? previewTargets(capabilities, reassignment, found, accounts)
        : Promise.resolve(previewForRecipient(reassignment, found, accounts));
    const shown = isOwners ? sightOf(caller, reassignment) : reassignment;
    const { items, next } = await previewPage(capabilities, shown, { after, limit, preview });
    return {
      body: {
        items: items.map(toPreviewItem),
        nextCursor: nextCursor(scope, next, sealedCursors),
        readAt: now.toISOString(),
      },
    };
  };

/** An owner that requested it as an operator and asks as a nic sees only where it holds a role. */
const sightOf = ({ isOperator }: Caller, reassignment: Reassignment): Reassignment => ({
  ...reassignment,
  isByOperator: reassignment.isByOperator && isOperator,
});
