import { decideAsRecipient } from '../../../shared/commands/decide-change.ts';
import type { DecideDependencies } from '../../../shared/commands/find-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerDependencies } from '../../../shared/http/change-answer.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';

export const acceptContactChange =
  (
    dependencies: DecideDependencies & ChangeAnswerDependencies,
  ): Respond<typeof operations.acceptContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const decision = { decision: 'accepted' } as const;
    const decided = await decideAsRecipient(dependencies, caller, changeId, decision);
    return { body: await changeAnswer(dependencies, decided) };
  };
