import { maySeeService, visible } from '../../../shared/domain/caller.ts';
import { notFound, Refusal } from '../../../shared/domain/refusal.ts';
import { rightsOn } from '../../../shared/domain/rights.ts';
import { rolesHeld } from '../../../shared/domain/roles.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const getServiceRights =
  ({
    groups,
    services,
  }: Pick<Capabilities, 'groups' | 'services'>): Respond<typeof operations.getServiceRights> =>
  async ({ caller, params: { serviceId }, query: { nic = caller.nic } }) => {
    const service = await services.find(serviceId);
    if (service === undefined) throw notFound();
    const found = await groups.find(service.groupId);
    const { group } = visible(found, (owner) => maySeeService(caller, service, owner.group));
    if (nic !== caller.nic && !caller.isOperator) {
      throw new Refusal({
        code: 'operator-only',
        parameter: 'nic',
        detail: 'Only an operator may ask for the rights of another nic. Leave nic out to ask for your own.',
      });
    }
    return {
      body: {
        serviceId,
        nic,
        roles: rolesHeld(service.contacts, nic),
        rights: rightsOn(service, group, nic),
      },
    };
  };
