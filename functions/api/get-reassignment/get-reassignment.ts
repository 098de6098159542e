import { visible } from '../../../shared/domain/caller.ts';
import { maySeeReassignment } from '../../../shared/domain/decide-reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { reassignmentAnswer } from '../../../shared/http/reassignment-answer.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const getReassignment =
  (capabilities: Pick<Capabilities, 'reassignments' | 'clock'>): Respond<typeof operations.getReassignment> =>
  async ({ caller, params: { reassignmentId } }) => {
    const found = await capabilities.reassignments.find(reassignmentId);
    const reassignment = visible(found, (known) => maySeeReassignment(caller, known));
    return { body: await reassignmentAnswer(capabilities, caller, reassignment) };
  };
