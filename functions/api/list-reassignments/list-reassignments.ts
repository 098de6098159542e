import type { Caller } from '../../../shared/domain/caller.ts';
import type { ReassignmentId } from '../../../shared/domain/identifiers.ts';
import {
  reassignmentAsOf,
  type Reassignment,
  type ReassignmentState,
} from '../../../shared/domain/reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ReassignmentParty } from '../../../shared/http/contract/reassignment-shapes.ts';
import { momentsOf, ofEveryone, refuseTimes, type Times } from '../../../shared/http/everyone.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { given, listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { isReassignmentId } from '../../../shared/http/places.ts';
import { reassignmentAnswer, toListed } from '../../../shared/http/reassignment-answer.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { OperatorListPage, OperatorLists } from '../../../shared/store/operator-lists.ts';
import type { ReassignmentPageOptions, ReassignmentStore } from '../../../shared/store/reassignments.ts';

export const listReassignments =
  (
    capabilities: Pick<Capabilities, 'reassignments' | 'operatorLists' | 'clock'>,
  ): Respond<typeof operations.listReassignments> =>
  async ({ caller, query: { limit, cursor, state, party, batch, of, ...times } }) => {
    const { reassignments, operatorLists, clock } = capabilities;
    const list =
      of === 'everyone'
        ? everyones(operatorLists, ofEveryone(caller, ['state', state], { party, batch }), times)
        : callers(reassignments, caller, { party, state, batch });
    if (of === undefined) refuseTimes(times);
    const { items, next } = await fillPage({
      read: list.read,
      pick: async (candidates) => {
        const places = new Map(candidates.map(({ id, place }) => [id, place]));
        const found = await reassignments.findMany(candidates.map(({ id }) => id));
        return Promise.all(
          found
            .map((stored) => reassignmentAsOf(stored, clock.now()))
            .filter((one) => state === undefined || one.state === state)
            .filter((one) => party === undefined || isParty(one, party, caller))
            .map(async (one) => ({
              place: places.get(one.reassignmentId) ?? one.reassignmentId,
              item: toListed(await reassignmentAnswer(capabilities, caller, one)),
            })),
        );
      },
      after: positionOf(list.scope, cursor, list.isPlace),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(list.scope, next) } };
  };

interface List {
  readonly scope: string;
  readonly read: (options: ReassignmentPageOptions) => Promise<OperatorListPage<ReassignmentId>>;
  readonly isPlace: (place: string) => boolean;
}

function everyones(operatorLists: OperatorLists, state: ReassignmentState, times: Times<string>): List {
  const { range, isPlace } = momentsOf(times);
  const { since, until } = times;
  return {
    scope: listScope('everyones-reassignments', state, ...given({ since, until })),
    read: (options) => operatorLists.reassignments(state, { ...options, ...range }),
    isPlace,
  };
}

interface Filters {
  readonly party: ReassignmentParty | undefined;
  readonly state: ReassignmentState | undefined;
  readonly batch: string | undefined;
}

const callers = (
  reassignments: ReassignmentStore,
  { nic }: Caller,
  { party, state, batch }: Filters,
): List => ({
  scope: listScope('reassignments', nic, party, state, batch),
  async read(options) {
    const { candidates, next } = await reassignments.ofParty(nic, { ...options, batch });
    return { candidates: candidates.map((id) => ({ id, place: id })), next };
  },
  isPlace: isReassignmentId,
});

const isParty = (reassignment: Reassignment, party: ReassignmentParty, { nic }: Caller): boolean =>
  reassignment[party === 'owner' ? 'requestedBy' : party] === nic;
