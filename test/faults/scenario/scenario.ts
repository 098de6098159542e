import { operatorNic } from '../../support/operator.ts';
import { newGroup } from '../../../shared/domain/group.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import { Nic, type ServiceId } from '../../../shared/domain/identifiers.ts';
import { requestChange } from '../../../shared/commands/request-change.ts';
import { propagatingLimit } from '../../../shared/commands/become-effective.ts';
import { addServices } from '../../../shared/commands/add-services.ts';
import type { Choices } from '../schedule/choices.ts';
import type { Effects } from '../under-test/effects.ts';
import { addressOf, groupIds, nameOf, numbersOfGroup, people, serviceId } from './people.ts';

/** The initial state of a run, and its number of faults. */
export interface Scenario {
  readonly services: number;
  readonly otherGroups: number;
  readonly hasReassignments: boolean;
  readonly movesServices: boolean;
  readonly propagatingLimit: number;
  /** The members that one step sends to or reads back. */
  readonly pageSize: number;
  readonly userActions: number;
  /** The percentage of requests with a fault. */
  readonly faultPercentage: number;
  readonly faultLimit: number;
  readonly notifiesMembers: boolean;
  /** The percentage of calls to the member system that fail, are late or come twice. */
  readonly troubledCalls: number;
  readonly alwaysFailing: readonly number[];
  readonly sometimesFailing: readonly number[];
  /** How long the event bus does not work, from the beginning. */
  readonly busDownSeconds: number;
  /** Whether the stack sends mail. */
  readonly sendsMail: boolean;
  /** How long SES does not work, from the beginning. */
  readonly mailDownSeconds: number;
}

/** By default, a third of the runs have reassignments, and a quarter sends mail. */
export type Always = 'reassignments' | 'mail';

/** Mostly small groups, which are enough for most faults; sometimes several pages. */
export function drawScenario(choices: Choices, always: Always | undefined): Scenario {
  const hasReassignments = always === 'reassignments' || choices.integer('reassignments', 0, 2) === 2;
  const hasOtherGroups = hasReassignments || choices.integer('groups', 0, 2) === 2;
  const otherGroups = hasOtherGroups ? choices.integer('other groups', 1, hasReassignments ? 3 : 2) : 0;
  const size = choices.pick('group', [
    { name: 'small', weight: 10 },
    { name: 'empty', weight: 1 },
    { name: 'large', weight: hasOtherGroups ? 0 : 2 },
  ]);
  const services =
    size === 'empty'
      ? 0
      : size === 'small'
        ? choices.integer('services', 1, hasOtherGroups ? 4 : 6)
        : choices.integer('services', 11, 30);
  const hasSmallPages =
    choices.pick('pages', [
      { name: 'small', weight: 1 },
      { name: 'as set', weight: 1 },
    ]) === 'small';
  const member = (question: string): number[] =>
    services === 0 || choices.integer(`members that ${question} fail`, 0, 3) < 3
      ? []
      : [choices.integer(`member that ${question} fails`, 0, services - 1)];
  const notifiesMembers = choices.integer('members are notified', 0, 1) === 1;
  const sendsMail = always === 'mail' || choices.integer('mail', 0, 3) === 3;
  const hasLittleRoom = choices.integer('room', 0, 3) === 3;
  return {
    services,
    otherGroups,
    hasReassignments,
    movesServices: choices.integer('services move', 0, 2) === 2,
    propagatingLimit: hasLittleRoom ? choices.integer('changes at once', 1, 2) : propagatingLimit,
    pageSize: hasSmallPages ? choices.integer('page size', 2, 5) : 1_000,
    // With little room more is requested, so that changes wait.
    userActions: choices.integer('user actions', 2, 9) + (hasLittleRoom ? 5 : 0),
    faultPercentage: choices.integer('faultPercentage', 2, 18),
    faultLimit: choices.integer('most faults', 2, 25),
    notifiesMembers,
    troubledCalls:
      notifiesMembers && choices.integer('calls', 0, 2) === 2 ? choices.integer('troubled calls', 20, 50) : 0,
    alwaysFailing: member('always'),
    sometimesFailing: member('sometimes'),
    busDownSeconds:
      choices.integer('bus', 0, 4) === 4 ? 60 * choices.integer('minutes that the bus is down', 1, 60) : 0,
    sendsMail,
    mailDownSeconds:
      sendsMail && choices.integer('SES', 0, 3) === 3
        ? 60 * choices.integer('minutes that SES is down', 1, 120)
        : 0,
  };
}

/** Administers most groups and requests changes of single services. */
export const firstAdministrator = Nic.parse('ad1-ovh');

/** The contacts of each group: one of two administrators, and contacts that several groups share. */
const contactsOf = (number: number): Contacts => {
  const [first, second, third, fourth] = people;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new Error('There is no one.');
  const usual = { administration: first, technical: third, billing: fourth };
  return [usual, { ...usual, billing: first }, { ...usual, administration: second }][number] ?? usual;
};

/** Creates the accounts, the groups and their services, without faults. */
export async function prepare(effects: Effects, { services, otherGroups }: Scenario): Promise<void> {
  for (const nic of people) {
    const details = { email: addressOf(nic), name: nameOf(nic), language: 'en' } as const;
    await effects.accounts.save({ nic, voipValidated: true, balanceCents: 0, status: 'open', ...details });
  }
  for (const [index, groupId] of groupIds.slice(0, otherGroups + 1).entries()) {
    await effects.groups.create(newGroup(groupId, contactsOf(index)));
    const length = index === 0 ? services : index;
    const numbers = Array.from({ length }, (_, number) => serviceId(index * numbersOfGroup + number));
    const wanted = numbers.map((one) => ({ serviceId: one, kind: 'line' as const }));
    if (wanted.length > 0) await addServices(effects, operatorNic, groupId, wanted, String);
    const [first] = numbers;
    if (otherGroups > 0 && index !== 2 && first !== undefined) await setOwnTechnicalContact(effects, first);
  }
}

/** Gives a service its own technical contact, so that a reassignment has single services as targets. */
async function setOwnTechnicalContact(effects: Effects, target: ServiceId): Promise<void> {
  const asked = { contacts: { technical: firstAdministrator }, consentCodes: new Map() };
  const caller = { nic: firstAdministrator, isOperator: false };
  await requestChange(effects, caller, { serviceId: target }, asked, { isDryRun: false });
}
