import { maySeeService, visible } from '../../../shared/domain/caller.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

/** A contact of the group may see all of its services. A contact of one service may see only that one. */
export const getService =
  ({ groups, services }: Pick<Capabilities, 'groups' | 'services'>): Respond<typeof operations.getService> =>
  async ({ caller, params }) => {
    const service = await services.find(params.serviceId);
    if (service === undefined) throw notFound();
    const found = await groups.find(service.groupId);
    const { group } = visible(found, (owner) => maySeeService(caller, service, owner.group));
    return { body: toService(service, group) };
  };
