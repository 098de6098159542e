import { updateReassignment } from '../../../shared/commands/update-reassignment.ts';
import { decideReassignment } from '../../../shared/domain/decide-reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { reassignmentAnswer } from '../../../shared/http/reassignment-answer.ts';
import type { ReassignmentCapabilities } from '../../../shared/commands/capabilities.ts';

export const refuseReassignment =
  (capabilities: ReassignmentCapabilities): Respond<typeof operations.refuseReassignment> =>
  async ({ caller, params: { reassignmentId }, body }) => {
    const decision = { nic: caller.nic, decision: 'refused', reason: body?.reason } as const;
    const reassignment = await updateReassignment(capabilities, caller, reassignmentId, (known, now) =>
      decideReassignment(known, decision, now),
    );
    return { body: await reassignmentAnswer(capabilities, caller, reassignment) };
  };
