import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeList } from '../../../shared/http/change-list.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { momentsOf, ofEveryone, refuseTimes } from '../../../shared/http/everyone.ts';
import { given, listScope } from '../../../shared/http/paging.ts';
import { isChangeId } from '../../../shared/http/places.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';

export const listMyChanges =
  ({
    changeLists,
    operatorLists,
    ...capabilities
  }: ChangeAnswerCapabilities & Pick<Capabilities, 'changeLists' | 'groups' | 'operatorLists'>): Respond<
    typeof operations.listMyChanges
  > =>
  async ({ caller, query: { limit, cursor, state, party, of, since, until } }) => {
    if (of === 'everyone') {
      const wanted = ofEveryone(caller, ['state', state], { party });
      const { range, isPlace } = momentsOf({ since, until });
      const body = await changeList(capabilities, {
        scope: listScope('everyone', wanted, ...given({ since, until })),
        cursor,
        limit,
        state: wanted,
        read: async (options) => {
          const { candidates, next } = await operatorLists.changes(wanted, { ...options, ...range });
          return { candidates: candidates.map(({ id, place }) => ({ changeId: id, place })), next };
        },
        isPlace,
      });
      return { body };
    }
    refuseTimes({ since, until });
    const body = await changeList(capabilities, {
      scope: listScope('mine', caller.nic, party, state),
      cursor,
      limit,
      state,
      isPlace: isChangeId,
      read: (options) => changeLists.ofParty(caller.nic, options),
      isWanted: ({ isRecipient, isRequester }) =>
        party === undefined || (party === 'recipient' ? isRecipient : isRequester),
    });
    return { body };
  };
