import { maySeeGroup, visible } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeList, type ChangeListDependencies } from '../../../shared/http/change-list.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope } from '../../../shared/http/paging.ts';
import type { ChangeListStore } from '../../../shared/store/change-lists.ts';

export const listGroupChanges =
  ({
    lists,
    ...dependencies
  }: ChangeListDependencies & { lists: ChangeListStore }): Respond<typeof operations.listGroupChanges> =>
  async ({ caller, params: { groupId }, query: { limit, cursor, state } }) => {
    visible(await dependencies.groups.find(groupId), ({ group }) => maySeeGroup(caller, group));
    const scope = listScope('history', groupId, state);
    const read = (options: { after: string | undefined; limit: number }) => lists.ofGroup(groupId, options);
    return { body: await changeList(dependencies, { scope, cursor, limit, state, read }) };
  };
