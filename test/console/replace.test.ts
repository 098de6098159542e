import { expect, test } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { until } from '../support/until.ts';
import { operatorNic } from '../support/operator.ts';
import { useConsole } from './support/console.ts';
import { downloaded } from './support/download.ts';
import { personAt, type Person } from './support/person.ts';

const running = useConsole();
const languages = ['fr', 'en'] as const;

/** Two groups with the same technical contact, of which the first one's administration contact sees the second. */
async function twoGroups() {
  const { stack } = running();
  const own = await stack.group(3);
  const { administration, technical, billing, heir } = own;
  const other = await stack.group(1);
  const foreignId = `${other.administration}-2`;
  const contacts = { administration: other.administration, technical, billing: administration };
  await stack.call(operations.putGroup, operatorNic, { groupId: foreignId }, { body: { contacts } });
  return { administration, technical, billing, heir, groupId: own.groupId, foreignId };
}

const idOf = ({ page }: Person): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

/** Fills in who replaces whom, and waits for what it would do. */
async function fill({ page, texts }: Person, from: string, to: string): Promise<void> {
  await page.getByRole('textbox', { name: texts.replace.from }).fill(` ${from.toUpperCase()} `);
  await page.getByRole('textbox', { name: texts.replace.to, exact: true }).fill(to);
  await page.getByRole('list', { name: texts.replace.targets }).waitFor();
}

test.each(languages)(
  'a person is replaced everywhere, after a look at what would happen, in %s',
  async (language) => {
    const { stack } = running();
    const { administration, technical, billing, heir, groupId, foreignId } = await twoGroups();
    const owner = await personAt(running(), administration, language);
    const taker = await personAt(running(), heir, language);
    const { page, texts } = owner;
    await page.getByRole('link', { name: texts.shell.navigation.reassignments }).click();
    await page.getByRole('heading', { name: texts.reassignment.empty }).waitFor();
    await owner.expectAccessible();
    await page.getByRole('link', { name: texts.reassignment.start }).click();
    await page.getByText(texts.replace.nothingYet).waitFor();
    await owner.expectAccessible();

    await fill(owner, technical, heir);
    const targets = page.getByRole('list', { name: texts.replace.targets }).locator('> li');
    const own = targets.filter({ hasText: groupId });
    await own.getByText(texts.replace.wouldChange).waitFor();
    const foreign = targets.filter({ hasText: foreignId });
    await foreign.getByText(texts.replace.wouldSkip).waitFor();
    await foreign.getByText(texts.replace.notYours).waitFor();
    await page.getByText(texts.request.toAccept).waitFor();
    await page.getByRole('textbox', { name: texts.request.reason }).fill('Départ');
    await owner.expectAccessible();
    await page.getByRole('button', { name: texts.replace.submit }).click();
    await page.getByText(texts.words.reassignmentState['awaiting-consent']).waitFor();
    const reassignmentId = idOf(owner);
    await page.getByRole('list', { name: texts.replace.targets }).waitFor();
    await owner.expectAccessible();

    // Who takes over sees what it would take before it consents.
    await taker.page.getByRole('link', { name: texts.inbox.preview }).click();
    await taker.page.getByRole('list', { name: texts.replace.targets }).getByText(groupId).waitFor();
    await taker.page.getByText(texts.reassignment.consentCovers).waitFor();
    await taker.expectAccessible();
    await taker.page.getByRole('button', { name: texts.inbox.accept }).click();

    // The owner's page moves on by itself, up to the end.
    await page.getByText(texts.words.reassignmentState.completed).first().waitFor();
    const outcomes = page.getByRole('list', { name: texts.reassignment.outcomes }).locator('> li');
    await outcomes.filter({ hasText: groupId }).getByText(texts.words.targetState.completed).waitFor();
    await outcomes.filter({ hasText: foreignId }).getByText(texts.words.targetState.skipped).waitFor();
    const events = texts.reassignment.event.reassignment;
    await page.getByText(events['consent-accepted'].replace('{{actor}}', heir)).waitFor();
    await owner.expectAccessible();

    const file = await downloaded(page, texts.shell.page.download, language);
    expect(file.hasMark).toBe(true);
    expect(
      file.lines.slice(1).map(([group, , roles, before, after]) => [group, roles, before, after]),
    ).toEqual([groupId, foreignId].toSorted().map((id) => [id, texts.words.role.technical, technical, heir]));
    await page.getByRole('combobox', { name: texts.change.members.state }).selectOption('skipped');
    await outcomes.filter({ hasText: groupId }).waitFor({ state: 'detached' });
    await outcomes.filter({ hasText: foreignId }).waitFor();

    const group = await stack.call(operations.getGroup, administration, { groupId });
    expect(group.contacts).toEqual({ administration, technical: heir, billing });
    const foreignGroup = await stack.call(operations.getGroup, administration, { groupId: foreignId });
    expect(foreignGroup.contacts.technical).toBe(technical);
    const { state, reason, progress } = await stack.call(operations.getReassignment, administration, {
      reassignmentId,
    });
    expect({ state, reason, progress }).toEqual({
      state: 'completed',
      reason: 'Départ',
      progress: { targets: 2, completed: 1, skipped: 1, failed: 0, pending: 0 },
    });
  },
);

test.each(languages)(
  'some groups only, at a time, reminded, refused with a reason, in %s',
  async (language) => {
    const { stack } = running();
    const { administration, technical, heir, groupId, foreignId } = await twoGroups();
    const owner = await personAt(running(), administration, language, { timezoneId: 'America/New_York' });
    const { page, texts } = owner;
    await owner.go('/reassignments/new');
    await fill(owner, technical, heir);
    await page.getByRole('checkbox', { name: texts.words.role.billing }).uncheck();
    await page.getByRole('radio', { name: texts.replace.someGroups }).check();
    await page.getByRole('checkbox', { name: groupId }).check();
    await page.getByRole('radio', { name: texts.request.later }).check();
    const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() > 5 ? 1 : 0);
    const at = page.getByLabel(texts.request.at, { exact: true });
    await at.fill(`${year - 2}-05-04T09:30`);
    await page.getByText(texts.codes.problem['effective-time-invalid'].title).waitFor();
    await at.fill(`${year}-05-04T09:30`);
    await page.getByText('America/New_York').waitFor();
    const targets = page.getByRole('list', { name: texts.replace.targets }).locator('> li');
    await targets.filter({ hasText: foreignId }).waitFor({ state: 'detached' });
    await owner.expectAccessible();
    await page.getByRole('button', { name: texts.replace.submit }).click();
    await page.getByRole('button', { name: texts.change.remind }).click();
    await page.getByText(texts.change.reminded).waitFor();
    const reassignmentId = idOf(owner);
    const made = await stack.call(operations.getReassignment, administration, { reassignmentId });
    expect(made).toMatchObject({
      roles: ['administration', 'technical'],
      groupIds: [groupId],
      runAt: `${year}-05-04T13:30:00.000Z`,
    });

    const taker = await personAt(running(), heir, language);
    await taker.go(`/reassignments/${reassignmentId}`);
    await taker.page.getByRole('button', { name: texts.inbox.refuse }).click();
    const dialog = taker.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: texts.inbox.refuseReason }).fill('Trop pour moi');
    await taker.expectAccessible();
    await dialog.getByRole('button', { name: texts.inbox.refuse }).click();
    await taker.page.getByText(texts.words.reassignmentState.refused).first().waitFor();
    await page.getByText(texts.words.reassignmentState.refused).first().waitFor();
    await page.getByText('Trop pour moi').first().waitFor();
    await owner.expectAccessible();
    const ended = await stack.call(operations.getReassignment, administration, { reassignmentId });
    expect(ended).toMatchObject({
      state: 'refused',
      rejection: { code: 'refused', detail: 'Trop pour moi' },
    });

    // It stays in the list, for all to whom it matters.
    await page.getByRole('link', { name: texts.replace.list, exact: true }).click();
    await page.getByRole('combobox', { name: texts.history.filter.state }).selectOption('refused');
    await page.getByRole('link', { name: technical }).waitFor();
    await owner.expectAccessible();
  },
);

test('the same once more is refused, with a link to the first, which its owner cancels', async () => {
  const { stack } = running();
  const { administration, technical, heir } = await twoGroups();
  const body = { from: technical, to: heir, roles: ['administration', 'technical', 'billing'] };
  const { reassignmentId } = await stack.call(operations.requestReassignment, administration, {}, { body });
  const owner = await personAt(running(), administration, 'fr');
  const { page, texts } = owner;
  await owner.go(`/reassignments/new?from=${technical}`);
  await page.getByRole('textbox', { name: texts.replace.to, exact: true }).fill(heir);
  const problem = page
    .getByRole('alert')
    .filter({ hasText: texts.codes.problem['reassignment-pending'].title });
  await problem.getByRole('link', { name: texts.codes.openRequest }).click();
  await page.getByRole('button', { name: texts.reassignment.cancel }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: texts.change.cancelReason }).fill('Doublon');
  await dialog.getByRole('button', { name: texts.reassignment.cancel }).click();
  await page.getByText(texts.words.reassignmentState.cancelled).first().waitFor();
  const ended = await until(async () => {
    const answer = await stack.call(operations.getReassignment, administration, { reassignmentId });
    return answer.state === 'cancelled' ? answer : undefined;
  });
  expect(ended.rejection).toEqual({ code: 'cancelled', detail: 'Doublon' });
});
