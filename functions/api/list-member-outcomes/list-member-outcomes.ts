import { membersOf } from '../../../shared/commands/members-of.ts';
import { maySeeChange, visible } from '../../../shared/domain/caller.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
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
    visible(await groups.find(change.groupId), ({ group }) => maySeeChange(caller, change, group));
    const { items, next } = await fillPage({
      read: (options) => membersOf({ members, services }, change, options),
      pick: async (candidates) => {
        const outcomes = await memberOutcomes({ services, failures }, change, candidates);
        return outcomes
          .filter((outcome) => state === undefined || outcome.state === state)
          .map((outcome) => ({ place: outcome.serviceId, item: outcome }));
      },
      after,
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
