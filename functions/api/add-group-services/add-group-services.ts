import { addServices, type NewService } from '../../../shared/commands/add-services.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { NewServiceBody } from '../../../shared/http/contract/group-shapes.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { JoinCapabilities } from '../../../shared/commands/capabilities.ts';
import { judgeEach, pointerOf, refusedAnswer } from './judge-each.ts';

export const addGroupServices =
  (capabilities: JoinCapabilities): Respond<typeof operations.addGroupServices> =>
  async ({ caller, params: { groupId }, query, body }) => {
    const isDryRun = query.dryRun === 'true';
    if (query.partial === 'true') {
      const judged = judgeEach(body.services);
      const wellFormed = judged.filter(({ service }) => service !== undefined);
      const { joined, refused } = await addServices(
        capabilities,
        caller.nic,
        groupId,
        wellFormed.flatMap(({ service }) => service ?? []),
        (index) => pointerOf(wellFormed[index]?.index ?? 0),
        { isDryRun, isPartial: true },
      );
      const items = judged.map(({ service, answer }) => {
        if (service === undefined) return answer;
        const { serviceId } = service;
        const error = refused.get(serviceId);
        if (error !== undefined) return refusedAnswer(serviceId, error);
        return { serviceId, status: joined.has(serviceId) ? ('new' as const) : ('same' as const) };
      });
      return isDryRun ? { body: { items, dryRun: true }, isDryRun } : { body: { items } };
    }
    const wanted: NewService[] = body.services.map((service) => NewServiceBody.parse(service));
    const { group, services } = await addServices(capabilities, caller.nic, groupId, wanted, pointerOf, {
      isDryRun,
    });
    const items = services.map((service) => toService(service, group));
    return isDryRun ? { body: { items, dryRun: true }, isDryRun } : { body: { items } };
  };
