import { maySeeGroup, visible } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toGroup } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const getGroup =
  ({ groups, clock }: Pick<Capabilities, 'groups' | 'clock'>): Respond<typeof operations.getGroup> =>
  async ({ caller, params }) => {
    const found = await groups.find(params.groupId);
    return {
      body: toGroup(
        visible(found, ({ group }) => maySeeGroup(caller, group)),
        caller,
        clock.now(),
      ),
    };
  };
