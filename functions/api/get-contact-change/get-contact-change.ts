import { groupOfChange } from '../../../shared/commands/group-of-change.ts';
import { maySeeChange } from '../../../shared/domain/caller.ts';
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
    const group = await groupOfChange({ groups }, change);
    if (!maySeeChange(caller, change, group)) throw notFound();
    return { body: await changeAnswer(answering, { change, group }) };
  };
