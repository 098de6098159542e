import { isCandidatePlace } from '../../../shared/commands/reassignment-candidates.ts';
import { visible, type Caller } from '../../../shared/domain/caller.ts';
import { reassignmentAsOf, type Reassignment } from '../../../shared/domain/reassignment.ts';
import { maySeeCovered } from '../../../shared/domain/sight-of-reassignments.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { previewPage, previewPageForRecipient } from '../../../shared/http/preview-page.ts';
import { toPreviewItem } from '../../../shared/http/reassignment-answer.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const previewReassignment =
  (
    capabilities: Pick<Capabilities, 'accounts' | 'clock' | 'groups' | 'reassignments' | 'services'>,
  ): Respond<typeof operations.previewReassignment> =>
  async ({ caller, params: { reassignmentId }, query: { limit, cursor } }) => {
    const { reassignments, accounts, clock } = capabilities;
    const scope = listScope('reassignment-preview', caller.nic, reassignmentId);
    const after = positionOf(scope, cursor, isCandidatePlace);
    const now = clock.now();
    const stored = await reassignments.find(reassignmentId);
    const reassignment = visible(stored && reassignmentAsOf(stored, now), (known) =>
      maySeeCovered(caller, known),
    );
    const options = { after, limit, accounts: await accounts.findMany([reassignment.to]) };
    const { items, next } =
      caller.isOperator || caller.nic === reassignment.requestedBy
        ? await previewPage(capabilities, reassignment, { ...options, sight: sightOf(caller, reassignment) })
        : await previewPageForRecipient(capabilities, reassignment, options);
    const body = { items: items.map(toPreviewItem), nextCursor: nextCursor(scope, next) };
    return { body: { ...body, readAt: now.toISOString() } };
  };

/** An owner that requested it as an operator and asks as a nic sees only where it holds a role. */
const sightOf = ({ isOperator }: Caller, reassignment: Reassignment): Reassignment => ({
  ...reassignment,
  isByOperator: reassignment.isByOperator && isOperator,
});
