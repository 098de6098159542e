import { decideChange } from '../../../shared/commands/decide-change.ts';
import { remind } from '../../../shared/domain/remind.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ChangeCapabilities } from '../../../shared/commands/capabilities.ts';

export const remindContactChange =
  (
    capabilities: ChangeCapabilities & ChangeAnswerCapabilities,
  ): Respond<typeof operations.remindContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const reminded = await decideChange(capabilities, caller, changeId, (change, now) =>
      remind(change, caller, now),
    );
    return { body: await changeAnswer(capabilities, reminded) };
  };
