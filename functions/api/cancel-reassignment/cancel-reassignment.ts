import { updateReassignment } from '../../../shared/commands/update-reassignment.ts';
import { cancelReassignment as cancel } from '../../../shared/domain/decide-reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { reassignmentAnswer } from '../../../shared/http/reassignment-answer.ts';
import type { ReassignmentCapabilities } from '../../../shared/commands/capabilities.ts';

export const cancelReassignment =
  (capabilities: ReassignmentCapabilities): Respond<typeof operations.cancelReassignment> =>
  async ({ caller, params: { reassignmentId }, body }) => {
    const reassignment = await updateReassignment(capabilities, caller, reassignmentId, (known) =>
      cancel(known, caller, body?.reason),
    );
    return { body: await reassignmentAnswer(capabilities, caller, reassignment) };
  };
