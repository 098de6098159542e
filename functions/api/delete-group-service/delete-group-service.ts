import { enqueueEvents } from '../../../shared/commands/enqueue-events.ts';
import { visible } from '../../../shared/domain/caller.ts';
import { serviceEvent } from '../../../shared/domain/events-of-services.ts';
import { placeOf } from '../../../shared/store/events.ts';
import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const deleteGroupService =
  (
    capabilities: Pick<Capabilities, 'groups' | 'services' | 'eventQueue' | 'clock' | 'log'>,
  ): Respond<typeof operations.deleteGroupService> =>
  ({ caller, params: { groupId, serviceId } }) =>
    retryOnConflict(async () => {
      const { groups, services, clock } = capabilities;
      const { group } = visible(await groups.find(groupId), () => true, 'groupId');
      const service = visible(await services.find(serviceId), (found) => found.groupId === groupId);
      const left = { type: 'service.left', groupId, services: [service], revision: group.revision } as const;
      const event = serviceEvent({ ...left, actor: caller.nic }, clock.now());
      if (!(await services.remove(group, service, event))) return undefined;
      await enqueueEvents(capabilities, { groupId, place: placeOf(event) }, caller.nic);
      return { body: undefined };
    });
