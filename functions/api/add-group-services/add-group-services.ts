import { addServices } from '../../../shared/commands/add-services.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';

interface Dependencies {
  readonly groups: GroupStore;
  readonly services: ServiceStore;
}

const pointerOf = (index: number): string => `/services/${index}`;

export const addGroupServices =
  (dependencies: Dependencies): Respond<typeof operations.addGroupServices> =>
  async ({ params: { groupId }, body }) => {
    const { group, services } = await addServices(dependencies, groupId, body.services, pointerOf);
    return { body: { items: services.map((service) => toService(service, group)) } };
  };
