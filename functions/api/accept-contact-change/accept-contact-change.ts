import { decideAsRecipient } from '../../../shared/commands/decide-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ChangeCapabilities } from '../../../shared/commands/capabilities.ts';

export const acceptContactChange =
  (
    capabilities: ChangeCapabilities & ChangeAnswerCapabilities,
  ): Respond<typeof operations.acceptContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const decision = { decision: 'accepted' } as const;
    const decided = await decideAsRecipient(capabilities, caller, changeId, decision);
    return { body: await changeAnswer(capabilities, decided) };
  };
