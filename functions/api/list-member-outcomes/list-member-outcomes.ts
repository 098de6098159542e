import { membersOf } from '../../../shared/commands/members-of.ts';
import { groupOfChange } from '../../../shared/commands/group-of-change.ts';
import { maySeeChange, maySeeMembers } from '../../../shared/domain/caller.ts';
import { isOfSameGroup } from '../../../shared/domain/group.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { isServiceId } from '../../../shared/http/places.ts';
import type { MemberOutcomeAnswer } from '../../../shared/http/contract/shapes.ts';
import { isRecorded, memberOutcomes, recordedOutcomes } from './member-outcomes.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listMemberOutcomes =
  ({
    changes,
    groups,
    members,
    services,
    outcomes,
    clock,
  }: Pick<Capabilities, 'changes' | 'groups' | 'members' | 'services' | 'outcomes' | 'clock'>): Respond<
    typeof operations.listMemberOutcomes
  > =>
  async ({ caller, params: { changeId }, query: { limit, cursor, state } }) => {
    const scope = listScope('outcomes', changeId, state);
    const after = positionOf(scope, cursor, isServiceId);
    const change = await changes.find(changeId);
    if (change === undefined) throw notFound();
    const group = await groupOfChange({ groups }, change);
    if (!maySeeChange(caller, change, group)) throw notFound();
    // The services of a deleted group have left it.
    const hasMembers = isOfSameGroup(change, group) && maySeeMembers(caller, change, group, clock.now());
    if (!hasMembers) return { body: { items: [], nextCursor: null } };
    const ofState = (answers: readonly MemberOutcomeAnswer[]) =>
      answers
        .filter((outcome) => state === undefined || outcome.state === state)
        .map((outcome) => ({ place: outcome.serviceId, item: outcome }));
    const stores = { services, outcomes };
    const asked = { change, caller };
    const { items, next } = isRecorded(change, state)
      ? await fillPage({
          read: (options) => outcomes.page(changeId, options),
          pick: async (candidates) => ofState(await recordedOutcomes(stores, asked, candidates)),
          after,
          limit,
        })
      : await fillPage({
          read: (options) => membersOf({ members, services }, change, options),
          pick: async (candidates) => ofState(await memberOutcomes(stores, asked, candidates)),
          after,
          limit,
        });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
