import { callerOf } from '../../../infra/laptop/caller.ts';
import { loadSample } from '../../../infra/laptop/sample/load.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { operatorNic } from '../../support/operator.ts';
import { ReassignmentClient } from '../../support/reassignment-client.ts';
import type { RunningStack } from '../../support/running-stack.ts';
import { until } from '../../support/until.ts';
import type { PicturedMembers } from './members.ts';

/** Whom the pictures are of: people of the sample, and one whose nic is as long as may be. */
export const people = {
  owner: 'sv10005-ovh',
  heir: 'nw10006-ovh',
  technical: 'it10002-ovh',
  billing: 'ac10003-ovh',
  stranger: 'ct10010-ovh',
  operator: operatorNic,
  long: 'aa1234567890-abcdefghij',
} as const;
const { owner, heir, technical, billing, long } = people;

/** Groups of the owner. */
export const groups = {
  large: `${owner}-1`,
  waiting: `${owner}-2`,
  ended: `${owner}-3`,
  failed: `${owner}-4`,
  empty: `${owner}-5`,
  single: `${owner}-6`,
  long: `${long}-1234`,
} as const;

const day = 24 * 60 * 60 * 1000;
/** Of the large group, whose services the sample has. */
const large = { prefix: '00339721', services: 2000 };

const longReason =
  'Le service client de la région Provence-Alpes-Côte d’Azur rejoint la direction des opérations du réseau. ' +
  'À partir du premier lundi du mois, toutes les lignes et tous les numéros de ce site sont configurés par elle, ' +
  'et les relevés de consommations lui sont adressés. Référence interne : ' +
  'TRANSFERT-REGION-PACA-2026-SERVICE-CLIENT-PHASE-DEUX.';
const longName =
  'Hôtel et centre de congrès du Vieux-Port, standard, chambres, salons et restaurant panoramique, bâtiment principal';

/** The ids of the changes and reassignments that the pictures show. */
export interface Scenes {
  readonly changes: Readonly<Record<string, string>>;
  readonly reassignments: Readonly<Record<string, string>>;
  readonly singleService: string;
}

/** Loads the sample, and brings every state about through the API. */
export async function makeScenes(stack: RunningStack, members: PicturedMembers): Promise<Scenes> {
  await loadPeople(stack);
  await stack.account(long, { name: longName.slice(0, 100), email: `${'accueil.'.repeat(6)}a@example.com` });
  await stack.account('it10002-ovh', { name: 'Informatique', email: 'informatique@example.com' });
  const numbers = await makeGroups(stack);
  const changes = await makeChanges(stack, members, numbers);
  const [singleService = ''] = numbers(5);
  const reassignments = await makeReassignments(stack, members, singleService);
  await stack.call(operations.createConsentCode, heir, {}, { body: { roles: ['technical'] } });
  await stack.call(
    operations.createConsentCode,
    heir,
    {},
    { body: { roles: ['administration', 'technical', 'billing'], groupId: groups.long } },
  );
  return { changes, reassignments, singleService };
}

/** Loads the sample, with the large group named in French. */
export async function loadPeople(stack: RunningStack): Promise<void> {
  await loadSample(callerOf(stack.stack, stack.issuer, { nic: operatorNic, operator: true }));
  const contacts = { administration: owner, technical: owner, billing };
  const body = { description: 'Service client', contacts };
  await stack.call(operations.putGroup, operatorNic, { groupId: groups.large }, { body });
}

/** The ids of a group's services, by the number of the group. */
type Numbers = (group: number, services?: number) => string[];

async function makeGroups(stack: RunningStack): Promise<Numbers> {
  const numbers: Numbers = (group, services = 1) =>
    Array.from({ length: services }, (_, index) => `00334912${String(group)}${String(4100 + index)}`);
  const put = async (groupId: string, description: string, administration: string, services: string[]) => {
    const body = { description, contacts: { administration, technical, billing } };
    await stack.call(operations.putGroup, operatorNic, { groupId }, { body });
    if (services.length === 0) return;
    const listed = services.map((serviceId, index) => ({
      serviceId,
      kind: index % 4 === 3 ? 'number' : 'line',
    }));
    await stack.call(operations.addGroupServices, operatorNic, { groupId }, { body: { services: listed } });
  };
  await put(groups.waiting, 'Boutiques du centre-ville', owner, numbers(1, 12));
  await put(groups.ended, 'Accueil du siège', owner, numbers(2, 8));
  await put(groups.failed, 'Entrepôt de Fos', owner, numbers(3, 12));
  await put(groups.empty, 'Site de Nice, pas encore raccordé', owner, []);
  await put(groups.single, 'Astreinte', owner, numbers(5));
  await put(groups.long, longName, long, numbers(6, 5));
  return numbers;
}

async function makeChanges(
  stack: RunningStack,
  members: PicturedMembers,
  numbers: Numbers,
): Promise<Record<string, string>> {
  const ask = async (
    groupId: string,
    contacts: Partial<Record<Role, string>>,
    options: Readonly<Record<string, unknown>> = {},
    by: string = owner,
  ) => (await stack.requestChange(by, { groupId }, contacts, options)).changeId;
  const accepted = async (...asked: Parameters<typeof ask>) => {
    const changeId = await ask(...asked);
    await stack.accept(heir, changeId);
    return changeId;
  };
  const ended = async (...asked: Parameters<typeof ask>) => {
    const changeId = await accepted(...asked);
    await stack.completed(changeId, asked[3] ?? owner);
    return changeId;
  };

  stack.stack.advanceClock(-9 * day);
  const expired = await ask(groups.ended, { technical: heir }, { reason: 'Nouvelle équipe' });
  stack.stack.advanceClock(9 * day);
  await until(async () => ((await stack.change(expired, owner)).state === 'expired' ? true : undefined));
  const refused = await ask(groups.ended, { billing: heir }, { reason: 'Regroupement des factures' });
  const refusal = { body: { reason: 'Notre budget ne couvre pas ce site.' } };
  await stack.call(operations.refuseContactChange, heir, { changeId: refused }, refusal);
  const cancelled = await ask(groups.ended, { billing: heir }, { reason: 'Regroupement des factures' });
  await stack.call(operations.cancelContactChange, owner, { changeId: cancelled }, { body: {} });
  const completed = await ended(groups.ended, { technical: heir }, { reason: 'Relève de l’astreinte' });

  for (const refusedId of numbers(3, 12).filter((_, index) => index % 4 === 1))
    members.refused.add(refusedId);
  const failed = await ended(groups.failed, { technical: heir }, { reason: 'Déménagement' });
  const waiting = await ask(
    groups.waiting,
    { administration: heir, technical: heir, billing: 'fi10007-ovh' },
    { reason: 'Les boutiques rejoignent la direction des opérations.' },
  );
  const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() > 5 ? 1 : 0);
  const effectiveAt = `${year}-06-01T07:00:00Z`;
  const scheduled = await accepted(
    groups.single,
    { billing: heir },
    { effectiveAt, reason: 'Nouvel exercice' },
  );
  const wordy = await ask(groups.long, { technical: heir, billing: heir }, { reason: longReason }, long);
  const noServices = await ended(groups.empty, { technical: heir });
  return { expired, refused, cancelled, completed, failed, waiting, scheduled, wordy, noServices };
}

async function makeReassignments(stack: RunningStack, members: PicturedMembers, single: string) {
  const client = new ReassignmentClient(stack);
  const asked = { from: billing, to: heir, roles: ['billing'] };
  const refused = await client.ask(owner, { ...asked, groupIds: [groups.failed] });
  const { reassignmentId } = refused;
  const body = { reason: 'Pas avant la fin de l’exercice' };
  await stack.call(operations.refuseReassignment, heir, { reassignmentId }, { body });
  const endedGroups = [groups.failed, groups.ended, groups.waiting];
  const done = await client.ask(owner, { ...asked, groupIds: endedGroups, reason: 'Départ' });
  await client.decide(heir, done, 'accept');
  await client.ended(owner, done);
  const roles = ['technical'];
  const notes = { reason: longReason, batch: 'Départs de mars' };
  const waiting = await client.ask(owner, { from: technical, to: heir, roles, ...notes });
  // It is under way as long as the call about one service has no answer. More calls would keep workers from the rest.
  members.left.set(single, 0);
  const running = await client.ask(operatorNic, { from: technical, to: 'fi10007-ovh', roles });
  await client.decide('fi10007-ovh', running, 'accept');
  await until(async () => {
    const { completed } = (await client.get(operatorNic, running)).progress;
    return completed > 0 ? true : undefined;
  });
  return {
    refused: reassignmentId,
    done: done.reassignmentId,
    waiting: waiting.reassignmentId,
    running: running.reassignmentId,
  };
}

/** Starts a change of the large group that stays at 60 per cent. */
export async function startLargeChange(stack: RunningStack, members: PicturedMembers): Promise<string> {
  const share = 0.6;
  members.left.set(large.prefix, share * large.services);
  const { changeId } = await stack.requestChange(
    owner,
    { groupId: groups.large },
    { technical: heir, billing: heir },
    { reason: 'Le service client rejoint les opérations du réseau.' },
  );
  await stack.accept(heir, changeId);
  await until(async () => {
    const { applied } = (await stack.change(changeId, owner)).progress;
    return applied >= 0.59 * large.services ? true : undefined;
  });
  return changeId;
}
