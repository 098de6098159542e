import { addServices } from '../../../shared/commands/add-services.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { JoinCapabilities } from '../../../shared/commands/capabilities.ts';

const pointerOf = (index: number): string => `/services/${index}`;

export const addGroupServices =
  (capabilities: JoinCapabilities): Respond<typeof operations.addGroupServices> =>
  async ({ params: { groupId }, body }) => {
    const { group, services } = await addServices(capabilities, groupId, body.services, pointerOf);
    return { body: { items: services.map((service) => toService(service, group)) } };
  };
