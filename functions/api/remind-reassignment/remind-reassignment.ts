import { updateReassignment } from '../../../shared/commands/update-reassignment.ts';
import { remindReassignment as remind } from '../../../shared/domain/remind.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { reassignmentAnswer } from '../../../shared/http/reassignment-answer.ts';
import type { ReassignmentCapabilities } from '../../../shared/commands/capabilities.ts';

export const remindReassignment =
  (capabilities: ReassignmentCapabilities): Respond<typeof operations.remindReassignment> =>
  async ({ caller, params: { reassignmentId } }) => {
    const reassignment = await updateReassignment(capabilities, caller, reassignmentId, (known, now) =>
      remind(known, caller, now),
    );
    return { body: await reassignmentAnswer(capabilities, caller, reassignment) };
  };
