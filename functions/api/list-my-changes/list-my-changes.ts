import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeList, type ChangeListDependencies } from '../../../shared/http/change-list.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope } from '../../../shared/http/paging.ts';
import type { ChangeListStore } from '../../../shared/store/change-lists.ts';

export const listMyChanges =
  ({
    lists,
    ...dependencies
  }: ChangeListDependencies & { lists: ChangeListStore }): Respond<typeof operations.listMyChanges> =>
  async ({ caller, query: { limit, cursor, state, party } }) => {
    const body = await changeList(dependencies, {
      scope: listScope('mine', caller.nic, party, state),
      cursor,
      limit,
      state,
      read: (options) => lists.ofParty(caller.nic, options),
      isWanted: ({ isRecipient, isRequester }) =>
        party === undefined || (party === 'recipient' ? isRecipient : isRequester),
    });
    return { body };
  };
