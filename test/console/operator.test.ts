import { afterAll, expect, test } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { MemberServer } from '../support/member-server.ts';
import { operatorNic } from '../support/operator.ts';
import { useConsole } from './support/console.ts';
import { personAt } from './support/person.ts';

const members = await MemberServer.start();
const running = useConsole({ memberEndpoint: async () => `${members.url}/` });
afterAll(() => members.stop());

const languages = ['fr', 'en'] as const;

/** A group and a change of it that failed for its only service. */
async function failedChange() {
  const { stack } = running();
  const group = await stack.group(1);
  members.answer = (_call, response) => void response.writeHead(422).end();
  const { groupId, administration, heir } = group;
  const { changeId } = await stack.requestChange(administration, { groupId }, { technical: heir });
  await stack.accept(heir, changeId);
  const { state } = await stack.completed(changeId, administration);
  expect(state).toBe('completed-with-failures');
  members.answer = (_call, response) => void response.writeHead(204).end();
  return { ...group, changeId };
}

test.each(languages)('an operator finds things by whatever names them, in %s', async (language) => {
  const { stack } = running();
  const { groupId, administration, technical, heir, serviceIds } = await stack.group(1);
  const { changeId } = await stack.requestChange(administration, { groupId }, { technical: heir });
  const body = { from: technical, to: heir, roles: ['technical'] };
  const { reassignmentId } = await stack.call(operations.requestReassignment, operatorNic, {}, { body });
  const person = await personAt(running(), operatorNic, language);
  const { page, texts } = person;
  await page.getByRole('link', { name: texts.shell.navigation.operator }).click();
  const field = page.getByRole('searchbox', { name: texts.operator.find });
  const found = page.getByRole('search').filter({ has: field });

  const number = serviceIds[0]?.replace(/^0033/, '0') ?? '';
  await field.fill(number.replaceAll(/(..)(?=.)/g, '$1 '));
  await found.getByText(serviceIds[0] ?? '', { exact: true }).waitFor();
  await found.getByRole('link', { name: groupId }).waitFor();
  await person.expectAccessible();
  await field.fill(`  ${technical.toUpperCase()} `);
  await found.getByText(texts.operator.understood.nic.replace('{{value}}', technical)).waitFor();
  await found.getByRole('button', { name: texts.operator.account.edit }).waitFor();
  await found.getByRole('link', { name: groupId }).waitFor();
  await person.expectAccessible();
  await field.fill(groupId);
  await found.getByRole('link', { name: texts.groups.noDescription }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe(groupId);
  await field.fill(changeId.toLowerCase());
  await found.getByText(texts.words.changeState['awaiting-consent']).waitFor();
  await field.fill(`${running().url}reassignments/${reassignmentId}`);
  await found.getByText(texts.words.reassignmentState['awaiting-consent']).waitFor();
  await field.fill(technical.slice(0, 6));
  await found.getByText(technical, { exact: true }).waitFor();
  await field.fill('972101234');
  await found.getByText(texts.operator.number['zeros-lost']).waitFor();
  await field.fill('zz99999-ovh');
  await found.getByText(texts.operator.none.account).waitFor();
  await person.expectAccessible();
});

test.each(languages)('an operator retries what failed, one and many, in %s', async (language) => {
  const { stack } = running();
  const one = await failedChange();
  const others = [await failedChange(), await failedChange()];
  const person = await personAt(running(), operatorNic, language);
  const { page, texts } = person;
  await person.go('/operator');
  const rows = page
    .getByRole('listitem')
    .filter({ hasText: texts.words.changeState['completed-with-failures'] });
  for (const { groupId } of [one, ...others]) await rows.filter({ hasText: groupId }).waitFor();
  await person.expectAccessible();

  const row = rows.filter({ hasText: one.groupId });
  await row.getByRole('button').click();
  await row.waitFor({ state: 'detached' });
  expect(await stack.completed(one.changeId, one.administration)).toMatchObject({ state: 'completed' });

  await page.getByRole('button', { name: texts.operator.retryMany }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(texts.operator.retryManyDetail).waitFor();
  await person.expectAccessible();
  await dialog.getByRole('button', { name: texts.operator.retryManyConfirm }).click();
  await dialog.getByText(texts.operator.retriedMany_other.replace('{{count}}', '2')).waitFor();
  await dialog.getByRole('button', { name: texts.shell.page.close }).last().click();
  await page.getByText(texts.operator.none.changes).waitFor();
  for (const { changeId, administration } of others) {
    expect(await stack.completed(changeId, administration)).toMatchObject({ state: 'completed' });
  }
});

test.each(languages)('an operator sees the reassignments of everyone, in %s', async (language) => {
  const { stack } = running();
  const { technical, heir } = await stack.group(0);
  const body = { from: technical, to: heir, roles: ['technical'] };
  const { reassignmentId } = await stack.call(operations.requestReassignment, operatorNic, {}, { body });
  const person = await personAt(running(), operatorNic, language);
  const { page, texts } = person;
  await person.go('/operator');
  await page.getByRole('tab', { name: texts.operator.view.reassignments }).click();
  await page.getByRole('combobox', { name: texts.history.filter.state }).selectOption('awaiting-consent');
  const link = page.getByRole('link', { name: technical });
  await link.waitFor();
  expect(await link.getAttribute('href')).toContain(reassignmentId);
  await person.expectAccessible();
});

test.each(languages)('an operator edits a part of an account, in %s', async (language) => {
  const { stack } = running();
  const { technical: nic } = await stack.group(0);
  await stack.account(nic, { name: 'Accueil', email: 'accueil@example.com', voipValidated: false });
  const person = await personAt(running(), operatorNic, language);
  const { page, texts } = person;
  const { account } = texts.operator;
  await person.go(`/operator?view=accounts&nic=${nic}`);
  await page.getByRole('button', { name: account.editLabel.replace('{{nic}}', nic) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: account.balance }).fill('douze');
  await dialog.getByRole('button', { name: account.save }).click();
  await dialog.getByText(account.wrongBalance).waitFor();
  await dialog.getByRole('textbox', { name: account.balance }).fill('-19,99');
  await dialog.getByRole('textbox', { name: account.name }).fill('');
  await person.expectAccessible();
  // What somebody else changed meanwhile stays.
  await stack.account(nic, { name: 'Accueil', email: 'accueil@example.com', voipValidated: true });
  await dialog.getByRole('button', { name: account.save }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(account.validated).waitFor();
  expect(await stack.call(operations.getAccount, operatorNic, { nic })).toEqual({
    nic,
    email: 'accueil@example.com',
    voipValidated: true,
    balanceCents: -1999,
    status: 'open',
  });
  await person.expectAccessible();
});

test('whoever is no operator is told so', async () => {
  const { administration } = await running().stack.group(0);
  const person = await personAt(running(), administration, 'fr');
  expect(await person.page.getByRole('link', { name: person.texts.shell.navigation.operator }).count()).toBe(
    0,
  );
  await person.go('/operator');
  await person.page
    .getByRole('heading', { name: person.texts.codes.problem['operator-only'].title })
    .waitFor();
  await person.expectAccessible();
});
