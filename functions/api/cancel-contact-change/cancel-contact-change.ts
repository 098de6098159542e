import { decideChange } from '../../../shared/commands/decide-change.ts';
import { cancel } from '../../../shared/domain/decide.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ChangeCapabilities } from '../../../shared/commands/capabilities.ts';

export const cancelContactChange =
  (
    capabilities: ChangeCapabilities & ChangeAnswerCapabilities,
  ): Respond<typeof operations.cancelContactChange> =>
  async ({ caller, params: { changeId }, body }) => {
    const cancelled = await decideChange(capabilities, caller, changeId, (change) =>
      cancel(change, caller, body?.reason),
    );
    return { body: await changeAnswer(capabilities, cancelled) };
  };
