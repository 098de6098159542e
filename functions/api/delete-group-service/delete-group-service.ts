import { visible } from '../../../shared/domain/caller.ts';
import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const deleteGroupService =
  ({
    groups,
    services,
    clock,
  }: Pick<Capabilities, 'groups' | 'services' | 'clock'>): Respond<typeof operations.deleteGroupService> =>
  ({ params: { groupId, serviceId } }) =>
    retryOnConflict(async () => {
      const { group } = visible(await groups.find(groupId), () => true, 'groupId');
      const service = visible(await services.find(serviceId), (found) => found.groupId === groupId);
      return (await services.remove(group, service, clock.now())) ? { body: undefined } : undefined;
    });
