import { operations } from '../../shared/http/contract/operations.ts';
import { type RunningStack } from './running-stack.ts';
import { operatorNic } from './operator.ts';

/** The roles that one department holds, and the other nics involved. */
export interface Holding {
  /** Administers every group. */
  readonly owner: string;
  /** Holds the technical role on every group. */
  readonly from: string;
  readonly billing: string;
  /** Holds nothing yet. */
  readonly to: string;
  readonly groupIds: readonly string[];
  /** The services of all groups, in the order of the groups. */
  readonly serviceIds: readonly string[];
}

/** Creates groups of one owner, each with the given number of services, through the operator's routes. */
export async function makeHolding(running: RunningStack, groups: number, services = 1): Promise<Holding> {
  const { contacts, heir, administration, technical, billing } = await running.group(0);
  const customer = administration.slice(2, 7);
  const numbers = Array.from({ length: groups }, (_group, index) => index + 1);
  const made = await Promise.all(
    numbers.map(async (number) => {
      const groupId = `${administration}-${number}`;
      await running.call(operations.putGroup, operatorNic, { groupId }, { body: { contacts } });
      const serviceIds = Array.from(
        { length: services },
        (_service, index) => `0044${customer}${String(100_000 + number * 100 + index).slice(1)}`,
      );
      if (services > 0) {
        const body = { services: serviceIds.map((serviceId) => ({ serviceId, kind: 'line' })) };
        await running.call(operations.addGroupServices, operatorNic, { groupId }, { body });
      }
      return { groupId, serviceIds };
    }),
  );
  return {
    owner: administration,
    from: technical,
    billing,
    to: heir,
    groupIds: made.map(({ groupId }) => groupId),
    serviceIds: made.flatMap(({ serviceIds }) => serviceIds),
  };
}
