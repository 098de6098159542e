import { visible } from '../../../shared/domain/caller.ts';
import { maySeeReassignment } from '../../../shared/domain/decide-reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import {
  reassignmentAnswer,
  type ReassignmentAnswerDependencies,
} from '../../../shared/http/reassignment-answer.ts';
import type { ReassignmentStore } from '../../../shared/store/reassignments.ts';

export const getReassignment =
  (
    dependencies: ReassignmentAnswerDependencies & { reassignments: ReassignmentStore },
  ): Respond<typeof operations.getReassignment> =>
  async ({ caller, params: { reassignmentId } }) => {
    const found = await dependencies.reassignments.find(reassignmentId);
    const reassignment = visible(found, (known) => maySeeReassignment(caller, known));
    return { body: await reassignmentAnswer(dependencies, reassignment) };
  };
