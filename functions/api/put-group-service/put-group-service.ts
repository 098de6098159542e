import { addServices } from '../../../shared/commands/add-services.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';

interface Dependencies {
  readonly groups: GroupStore;
  readonly services: ServiceStore;
}

export const putGroupService =
  (dependencies: Dependencies): Respond<typeof operations.putGroupService> =>
  async ({ params: { groupId, serviceId }, body: { kind } }) => {
    const { group, services, joined } = await addServices(
      dependencies,
      groupId,
      [{ serviceId, kind }],
      () => '',
    );
    const [service] = services;
    if (service === undefined) throw notFound();
    return { body: toService(service, group), created: joined > 0 };
  };
