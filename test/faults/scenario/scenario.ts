import { newGroup } from '../../../shared/domain/group.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import { addServices } from '../../../shared/commands/add-services.ts';
import type { Choices } from '../schedule/choices.ts';
import type { Effects } from '../under-test/effects.ts';
import { groupId, people, serviceId } from './people.ts';

/** What a run begins with, and how rough it gets. */
export interface Scenario {
  readonly services: number;
  /** Members that one step of the flow sends to or reads back. */
  readonly pageSize: number;
  /** How many things people do while the faults go on. */
  readonly userActions: number;
  /** Out of a hundred requests, how many suffer a fault. */
  readonly roughness: number;
  /** No more faults than this. */
  readonly faultLimit: number;
  /** Whether members' own systems are told of changes. */
  readonly tellsMembers: boolean;
  readonly alwaysFailing: readonly number[];
  readonly sometimesFailing: readonly number[];
}

/** Mostly small groups, as most faults need no more; now and then several pages. */
export function drawScenario(choices: Choices, canSetPageSize: boolean): Scenario {
  const size = choices.pick('group', [
    { name: 'small', weight: 10 },
    { name: 'empty', weight: 1 },
    { name: 'large', weight: 2 },
  ]);
  const services =
    size === 'empty'
      ? 0
      : size === 'small'
        ? choices.integer('services', 1, 6)
        : choices.integer('services', 11, 30);
  const hasSmallPages =
    canSetPageSize &&
    choices.pick('pages', [
      { name: 'small', weight: 1 },
      { name: 'as set', weight: 1 },
    ]) === 'small';
  const member = (question: string): number[] =>
    services === 0 || choices.integer(`members that ${question} fail`, 0, 3) < 3
      ? []
      : [choices.integer(`member that ${question} fails`, 0, services - 1)];
  return {
    services,
    pageSize: hasSmallPages ? choices.integer('page size', 2, 5) : 1_000,
    userActions: choices.integer('user actions', 2, 9),
    roughness: choices.integer('roughness', 2, 18),
    faultLimit: choices.integer('most faults', 2, 25),
    tellsMembers: choices.integer('members are told', 0, 1) === 1,
    alwaysFailing: member('always'),
    sometimesFailing: member('sometimes'),
  };
}

/** The accounts, the group and its services, made while nothing goes wrong. */
export async function prepare(effects: Effects, { services }: Scenario): Promise<void> {
  for (const nic of people) {
    await effects.accounts.save({ nic, voipValidated: true, balanceCents: 0, status: 'open' });
  }
  const [first, , third, fourth] = people;
  if (first === undefined || third === undefined || fourth === undefined) throw new Error('There is nobody.');
  const contacts: Contacts = { administration: first, technical: third, billing: fourth };
  await effects.groups.create(newGroup(groupId, contacts));
  const wanted = Array.from({ length: services }, (_, number) => ({
    serviceId: serviceId(number),
    kind: 'line' as const,
  }));
  if (wanted.length > 0) await addServices(effects, groupId, wanted, String);
}
