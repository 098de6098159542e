import { visible } from '../../../shared/domain/caller.ts';
import { maySeeReassignment } from '../../../shared/domain/decide-reassignment.ts';
import { reassignmentEventAsSeenBy } from '../../../shared/domain/sight-of-events.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { sequenceOf } from '../../../shared/http/event-place.ts';
import { listScope, nextCursor } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listReassignmentEvents =
  ({
    reassignments,
    events,
  }: Pick<Capabilities, 'reassignments' | 'events'>): Respond<typeof operations.listReassignmentEvents> =>
  async ({ caller, params: { reassignmentId }, query: { limit, cursor } }) => {
    const scope = listScope('reassignment-events', reassignmentId);
    const after = sequenceOf(scope, cursor);
    const reassignment = visible(await reassignments.find(reassignmentId), (known) =>
      maySeeReassignment(caller, known),
    );
    const page = await events.ofReassignment(reassignmentId, { after, limit });
    const items = page.events.map((event) => reassignmentEventAsSeenBy(caller, reassignment, event));
    return { body: { items, nextCursor: nextCursor(scope, page.next?.toString()) } };
  };
