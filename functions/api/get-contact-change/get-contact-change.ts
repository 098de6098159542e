import { maySeeChange, visible } from '../../../shared/domain/caller.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const getContactChange =
  ({
    groups,
    ...answering
  }: ChangeAnswerCapabilities & Pick<Capabilities, 'groups'>): Respond<typeof operations.getContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const change = await answering.changes.find(changeId);
    if (change === undefined) throw notFound();
    const found = await groups.find(change.groupId);
    const { group } = visible(found, (owner) => maySeeChange(caller, change, owner.group));
    return { body: await changeAnswer(answering, { change, group }) };
  };
