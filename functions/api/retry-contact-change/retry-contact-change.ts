import { retryChange } from '../../../shared/commands/retry-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ChangeCapabilities } from '../../../shared/commands/capabilities.ts';

export const retryContactChange =
  (
    capabilities: ChangeCapabilities & ChangeAnswerCapabilities,
  ): Respond<typeof operations.retryContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const resumed = await retryChange(capabilities, caller, changeId);
    return { body: await changeAnswer(capabilities, resumed) };
  };
