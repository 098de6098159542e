import { requestChange, type RequestChangeDependencies } from '../../../shared/commands/request-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toContactChange, toWarning } from '../../../shared/http/representations.ts';
import { noCounts } from '../../../shared/store/progress.ts';

export const requestGroupChange =
  (dependencies: RequestChangeDependencies): Respond<typeof operations.requestGroupChange> =>
  async ({ caller, params: { groupId }, body: { contacts, reason } }) => {
    const request = { requestedBy: caller.nic, contacts, reason };
    const { change, group, stranded } = await requestChange(dependencies, caller, groupId, request);
    const answer = toContactChange(change, group, noCounts, dependencies.clock.now());
    return {
      body: stranded.length === 0 ? answer : { ...answer, warnings: stranded.map(toWarning) },
      location: `/contact-changes/${change.changeId}`,
    };
  };
