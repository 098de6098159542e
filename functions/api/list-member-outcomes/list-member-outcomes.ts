import { maySeeChange, seen } from '../../../shared/commands/caller.ts';
import { fillPage } from '../../../shared/commands/fill-page.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import type { ChangeStore } from '../../../shared/store/changes.ts';
import type { FailureStore } from '../../../shared/store/failures.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import type { MemberStore } from '../../../shared/store/members.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';
import { memberOutcomes } from './member-outcomes.ts';

interface Dependencies {
  readonly changes: ChangeStore;
  readonly groups: GroupStore;
  readonly members: MemberStore;
  readonly services: ServiceStore;
  readonly failures: FailureStore;
}

export const listMemberOutcomes =
  ({
    changes,
    groups,
    members,
    services,
    failures,
  }: Dependencies): Respond<typeof operations.listMemberOutcomes> =>
  async ({ caller, params: { changeId }, query: { limit, cursor, state } }) => {
    const scope = listScope('outcomes', changeId, state);
    const after = positionOf(scope, cursor);
    const change = await changes.find(changeId);
    if (change === undefined) throw notFound();
    seen(await groups.find(change.groupId), ({ group }) => maySeeChange(caller, change, group));
    const page = await fillPage({ members, groupId: change.groupId, after, limit }, async (candidates) => {
      const outcomes = await memberOutcomes({ services, failures }, change, candidates);
      return outcomes.filter((outcome) => state === undefined || outcome.state === state);
    });
    return { body: { items: page.items, nextCursor: nextCursor(scope, page.next) } };
  };
