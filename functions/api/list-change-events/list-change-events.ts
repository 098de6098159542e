import { groupOfChange } from '../../../shared/commands/group-of-change.ts';
import { maySeeChange } from '../../../shared/domain/caller.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import { changeEventAsSeenBy } from '../../../shared/domain/sight-of-events.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { sequenceOf } from '../../../shared/http/event-place.ts';
import { listScope, nextCursor } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listChangeEvents =
  ({
    changes,
    groups,
    events,
  }: Pick<Capabilities, 'changes' | 'groups' | 'events'>): Respond<typeof operations.listChangeEvents> =>
  async ({ caller, params: { changeId }, query: { limit, cursor } }) => {
    const scope = listScope('change-events', changeId);
    const after = sequenceOf(scope, cursor);
    const change = await changes.find(changeId);
    if (change === undefined) throw notFound();
    const group = await groupOfChange({ groups }, change);
    if (!maySeeChange(caller, change, group)) throw notFound();
    const page = await events.ofChange(changeId, { after, limit });
    const items = page.events.map((event) => changeEventAsSeenBy(caller, change, group, event));
    return { body: { items, nextCursor: nextCursor(scope, page.next?.toString()) } };
  };
