import { maySeeGroup, visible, type Caller } from '../../../shared/domain/caller.ts';
import { generationOf } from '../../../shared/domain/group.ts';
import type { GroupId, Nic } from '../../../shared/domain/identifiers.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeList } from '../../../shared/http/change-list.ts';
import { dateOf } from '../../../shared/http/everyone.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { given, listScope } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { isPlaceOfHistory, type HistoryRange } from '../../../shared/store/change-lists.ts';
import type { ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';

export const listGroupChanges =
  ({
    changeLists,
    ...capabilities
  }: ChangeAnswerCapabilities & Pick<Capabilities, 'changeLists' | 'groups'>): Respond<
    typeof operations.listGroupChanges
  > =>
  async ({ caller, params: { groupId }, query }) => {
    const { limit, cursor, state, since, until, role, contact } = query;
    const generations = visible(await generationsSeen(capabilities, caller, groupId), () => true);
    const scope = listScope('history', groupId, state, ...given({ since, until, role, contact }));
    const times = { since: dateOf(since), until: dateOf(until) };
    if (times.since && times.until && times.since >= times.until)
      return { body: { items: [], nextCursor: null } };
    const range = { ...generations, ...times };
    const read = (options: { after: string | undefined; limit: number }) =>
      changeLists.ofGroup(groupId, { ...options, ...range });
    const isPlace = (place: string) => isPlaceOfHistory(place, range);
    const isAnswered = isIn({ ...times, role, contact });
    return {
      body: await changeList(capabilities, { scope, cursor, limit, state, isPlace, read, isAnswered }),
    };
  };

/** The history from before the group was made again is the operators' alone, also while there is no group. */
async function generationsSeen(
  { groups }: Pick<Capabilities, 'groups'>,
  caller: Caller,
  groupId: GroupId,
): Promise<Pick<HistoryRange, 'newest' | 'oldest'> | undefined> {
  const found = await groups.find(groupId);
  const newest = found?.group ?? (caller.isOperator ? await groups.findTombstone(groupId) : undefined);
  if (newest === undefined) return undefined;
  if (found !== undefined && !maySeeGroup(caller, found.group)) return undefined;
  const generation = generationOf(newest);
  return { newest: generation, oldest: caller.isOperator ? 0 : generation };
}

interface Wanted {
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly role: Role | undefined;
  readonly contact: Nic | undefined;
}

const isIn =
  ({ since, until, role, contact }: Wanted) =>
  ({ requestedAt, contacts }: ContactChangeAnswer): boolean => {
    const time = Date.parse(requestedAt);
    if (since !== undefined && time < since.getTime()) return false;
    if (until !== undefined && time >= until.getTime()) return false;
    if (role !== undefined && contacts[role] === undefined) return false;
    return (
      contact === undefined ||
      Object.values(contacts).some(({ from, to }) => from === contact || to === contact)
    );
  };
