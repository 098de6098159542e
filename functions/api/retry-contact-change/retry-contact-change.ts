import type { DecideDependencies } from '../../../shared/commands/find-change.ts';
import { retryChange } from '../../../shared/commands/retry-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerDependencies } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';

export const retryContactChange =
  (
    dependencies: DecideDependencies & ChangeAnswerDependencies,
  ): Respond<typeof operations.retryContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const resumed = await retryChange(dependencies, caller, changeId);
    return { body: await changeAnswer(dependencies, resumed) };
  };
