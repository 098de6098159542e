import type { Client } from '../../../../clients/lib/api/client.ts';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type {
  OutcomeAnswer,
  ReassignmentAnswer,
} from '../../../../shared/http/contract/reassignment-shapes.ts';
import { roles, type Contacts } from '../../../../shared/domain/roles.ts';
import { mapConcurrently } from '../../../../shared/runtime/chunks.ts';
import { groups, isToChange, servicesAlone, successor, type SceneGroup } from './scene.ts';

/** The expected number of targets: the groups that the head office may see, and the single services. */
export const expectedTargets =
  groups.filter(({ expected }) => expected !== 'unseen').length + servicesAlone.length;
/** The expected number of targets that fail a rule. */
export const expectedSkipped = groups.filter(
  (group) => group.expected !== 'unseen' && !isToChange(group),
).length;
/** The expected number of services that the reassignment changes. */
export const expectedMembers =
  groups.filter(isToChange).flatMap(({ services }) => services).length + servicesAlone.length;

const width = 4;

/** Reads everything back, and describes each difference from the expected outcome. */
export async function mismatches(
  operator: Client,
  { state, progress }: ReassignmentAnswer,
  outcomes: readonly OutcomeAnswer[],
): Promise<string[]> {
  const completed = expectedTargets - expectedSkipped;
  const counts = { targets: expectedTargets, completed, failed: 0, skipped: expectedSkipped, pending: 0 };
  const [actual, expected] = [JSON.stringify(progress), JSON.stringify(counts)];
  const found: string[] = [];
  if (state !== 'completed') found.push(`The reassignment is ${state}.`);
  if (actual !== expected) found.push(`The counts are ${actual}, not ${expected}.`);
  for (const group of groups) found.push(...wrongOutcome(group, outcomes));
  const read = await mapConcurrently(groups, width, (group) => wrongContacts(operator, group));
  return [...found, ...read.flat()];
}

function wrongOutcome({ groupId, expected }: SceneGroup, outcomes: readonly OutcomeAnswer[]): string[] {
  const own = outcomes.filter((one) => one.groupId === groupId && one.serviceId === undefined);
  const came = own.map(({ state, failure }) => failure?.code ?? state).join();
  return came === (expected === 'unseen' ? '' : expected)
    ? []
    : [`${groupId} ended as ${came}, not as ${expected}.`];
}

async function wrongContacts(operator: Client, group: SceneGroup): Promise<string[]> {
  const { groupId, contacts, services } = group;
  const technical = isToChange(group) ? successor : contacts.technical;
  const expected = { ...contacts, technical };
  const found: string[] = [];
  const params = { groupId };
  const now = await operator.call(operations.getGroup, { params });
  if (!isSame(now.contacts, expected)) found.push(`${groupId} does not have the expected contacts.`);
  let seen = 0;
  for await (const service of operator.list(operations.listGroupServices, { params })) {
    seen += 1;
    const alone = servicesAlone.includes(service.serviceId) ? { technical: successor } : {};
    if (!service.inSync || !isSame(service.contacts, { ...expected, ...alone }))
      found.push(`${service.serviceId} does not have the expected contacts.`);
  }
  return seen === services.length ? found : [...found, `${groupId} has ${seen} services.`];
}

const isSame = (contacts: Contacts, expected: Contacts): boolean =>
  roles.every((role) => contacts[role] === expected[role]);
