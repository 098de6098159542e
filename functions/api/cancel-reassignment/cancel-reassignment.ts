import {
  updateReassignment,
  type DecideReassignmentDependencies,
} from '../../../shared/commands/update-reassignment.ts';
import { cancelReassignment as cancel } from '../../../shared/domain/decide-reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { reassignmentAnswer } from '../../../shared/http/reassignment-answer.ts';

export const cancelReassignment =
  (dependencies: DecideReassignmentDependencies): Respond<typeof operations.cancelReassignment> =>
  async ({ caller, params: { reassignmentId } }) => {
    const reassignment = await updateReassignment(dependencies, caller, reassignmentId, (known) =>
      cancel(known, caller),
    );
    return { body: await reassignmentAnswer(dependencies, reassignment) };
  };
