import { addServices } from '../../../shared/commands/add-services.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { JoinCapabilities } from '../../../shared/commands/capabilities.ts';

export const putGroupService =
  (capabilities: JoinCapabilities): Respond<typeof operations.putGroupService> =>
  async ({ caller, params: { groupId, serviceId }, body: { kind } }) => {
    const { group, services, joined } = await addServices(
      capabilities,
      caller.nic,
      groupId,
      [{ serviceId, kind }],
      () => undefined,
    );
    const [service] = services;
    if (service === undefined) throw notFound();
    return { body: toService(service, group), created: joined.size > 0 };
  };
