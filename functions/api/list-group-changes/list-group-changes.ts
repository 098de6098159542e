import { maySeeGroup, visible } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeList } from '../../../shared/http/change-list.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';

export const listGroupChanges =
  ({
    changeLists,
    ...capabilities
  }: ChangeAnswerCapabilities & Pick<Capabilities, 'changeLists' | 'groups'>): Respond<
    typeof operations.listGroupChanges
  > =>
  async ({ caller, params: { groupId }, query: { limit, cursor, state } }) => {
    visible(await capabilities.groups.find(groupId), ({ group }) => maySeeGroup(caller, group));
    const scope = listScope('history', groupId, state);
    const read = (options: { after: string | undefined; limit: number }) =>
      changeLists.ofGroup(groupId, options);
    return { body: await changeList(capabilities, { scope, cursor, limit, state, read }) };
  };
