import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeList } from '../../../shared/http/change-list.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';

export const listMyChanges =
  ({
    changeLists,
    ...capabilities
  }: ChangeAnswerCapabilities & Pick<Capabilities, 'changeLists' | 'groups'>): Respond<
    typeof operations.listMyChanges
  > =>
  async ({ caller, query: { limit, cursor, state, party } }) => {
    const body = await changeList(capabilities, {
      scope: listScope('mine', caller.nic, party, state),
      cursor,
      limit,
      state,
      read: (options) => changeLists.ofParty(caller.nic, options),
      isWanted: ({ isRecipient, isRequester }) =>
        party === undefined || (party === 'recipient' ? isRecipient : isRequester),
    });
    return { body };
  };
