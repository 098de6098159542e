import { decideChange } from '../../../shared/commands/decide-change.ts';
import type { DecideDependencies } from '../../../shared/commands/find-change.ts';
import { cancel } from '../../../shared/domain/decide.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerDependencies } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';

export const cancelContactChange =
  (
    dependencies: DecideDependencies & ChangeAnswerDependencies,
  ): Respond<typeof operations.cancelContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const cancelled = await decideChange(dependencies, caller, changeId, (change) => cancel(change, caller));
    return { body: await changeAnswer(dependencies, cancelled) };
  };
