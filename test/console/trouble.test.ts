import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { useConsole } from './support/console.ts';
import { personAt, type Person } from './support/person.ts';

const running = useConsole();

const json = { 'content-type': 'application/json' };
const unauthorized = (route: Route): Promise<void> =>
  route.fulfill({ status: 401, headers: json, body: '{"message":"Unauthorized"}' });

/** The form for a group's contacts, with one new contact typed. */
async function filledForm() {
  const { stack } = running();
  const group = await stack.group(1);
  const person = await personAt(running(), group.administration, 'fr');
  await person.go(`/groups/${group.groupId}/change`);
  const { page, texts } = person;
  const technical = page.getByRole('textbox', { name: texts.words.role.technical });
  await technical.fill(group.heir);
  await page.getByRole('textbox', { name: texts.request.reason }).fill('À conserver');
  await page.getByText(texts.request.toAccept).waitFor();
  return { ...person, group, technical };
}

const submit = ({ page, texts }: Pick<Person, 'page' | 'texts'>): Promise<void> =>
  page.getByRole('button', { name: texts.request.submit }).click();

test('every failing rule stands at its field as one types', async () => {
  const { stack } = running();
  await stack.account('dd1-ovh', { balanceCents: -1, voipValidated: false });
  await stack.account('cc1-ovh', { status: 'closed' });
  const form = await filledForm();
  const { page, texts, technical } = form;
  await technical.fill('cc1-ovh');
  const billing = page.getByRole('textbox', { name: texts.words.role.billing });
  await billing.fill('dd1-ovh');
  const { problem } = texts.codes;
  await page.getByText(problem['recipient-closed'].title).waitFor();
  await page.getByText(problem['recipient-not-validated'].title).waitFor();
  await page.getByText(problem['recipient-in-debt'].title).waitFor();
  expect(await technical.getAttribute('aria-invalid')).toBe('true');
  expect(await billing.getAttribute('aria-invalid')).toBe('true');
  await form.expectAccessible();
  // What is no nic is not sent.
  await technical.fill('abc');
  await billing.fill(form.group.heir);
  await submit(form);
  await page.getByText(texts.request.wrongNic).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/\/change$/);
});

test('a conflict in the middle is shown at its field, with the open request', async () => {
  const form = await filledForm();
  const { page, texts, group } = form;
  const other = await running().stack.requestChange(
    group.administration,
    { groupId: group.groupId },
    { technical: group.billing },
  );
  await submit(form);
  await page.getByText(texts.codes.problem['change-pending'].title).first().waitFor();
  expect(await form.technical.inputValue()).toBe(group.heir);
  await page.getByRole('link', { name: texts.codes.openRequest }).first().click();
  await page.waitForURL(`**/changes/${other.changeId}`);
});

test.each([429, 503])(
  'the form survives %i: it says so, and the next attempt makes one request',
  async (status) => {
    const form = await filledForm();
    const { page, texts, group } = form;
    const keys: string[] = [];
    await page.route('**/contact-changes', (route) => {
      keys.push(route.request().headers()['idempotency-key'] ?? '');
      // Longer than the client waits by itself.
      const headers = { ...json, 'retry-after': '120' };
      return route.fulfill({ status, headers, body: '{"message":"Not now"}' });
    });
    await submit(form);
    const code = status === 429 ? 'too-many-requests' : 'unavailable';
    await page.getByText(texts.codes.problem[code].title).waitFor();
    await form.expectAccessible();
    expect(await form.technical.inputValue()).toBe(group.heir);
    await page.unroute('**/contact-changes');
    const sent = page.waitForRequest(
      (request) => request.method() === 'POST' && !request.url().includes('dryRun'),
    );
    await submit(form);
    keys.push((await sent).headers()['idempotency-key'] ?? '');
    await page.waitForURL(/\/changes\//);
    expect(new Set(keys).size).toBe(1);
    const { items } = await running().stack.call(operations.listGroupChanges, group.administration, {
      groupId: group.groupId,
    });
    expect(items).toHaveLength(1);
  },
);

test('a token that has ended in the middle of a form is renewed, and the call repeated', async () => {
  const form = await filledForm();
  const { page } = form;
  let refusals = 0;
  await page.route('**/contact-changes', (route) =>
    refusals++ === 0 ? unauthorized(route) : route.continue(),
  );
  await submit(form);
  await page.waitForURL(/\/changes\//);
  expect(refusals).toBe(2);
});

test('a session that has ended in the middle of a form is taken up in a window, and loses nothing', async () => {
  const form = await filledForm();
  const { page, texts, group, technical } = form;
  // Neither the access token nor the refresh token counts any longer.
  let isOver = true;
  await page.route('**/contact-changes', (route) => (isOver ? unauthorized(route) : route.continue()));
  await page.route('**/oidc/token', (route) =>
    isOver
      ? route.fulfill({ status: 400, headers: json, body: '{"error":"invalid_grant"}' })
      : route.continue(),
  );
  await submit(form);
  const dialog = page.getByRole('dialog', { name: texts.session.expired });
  await dialog.waitFor();
  await form.expectAccessible();
  expect(await technical.inputValue()).toBe(group.heir);
  isOver = false;
  const popup = page.waitForEvent('popup');
  await dialog.getByRole('button', { name: texts.session.signInAgain }).click();
  // The issuer still knows who it is, so that the window closes by itself.
  const window = await popup;
  if (!window.isClosed()) await window.waitForEvent('close');
  await page.waitForURL(/\/changes\//);
  const { items } = await running().stack.call(operations.listGroupChanges, group.administration, {
    groupId: group.groupId,
  });
  expect(items).toMatchObject([{ reason: 'À conserver', contacts: { technical: { to: group.heir } } }]);
});

test('a page whose data cannot be read says why, and reads it when asked to', async () => {
  const { stack } = running();
  const { groupId, administration } = await stack.group(1);
  const person = await personAt(running(), administration, 'en');
  const { page, texts } = person;
  const path = `**/groups/${groupId}`;
  await page.route(path, (route) =>
    route.request().resourceType() === 'document'
      ? route.continue()
      : route.fulfill({ status: 500, headers: json, body: '{"message":"Internal Server Error"}' }),
  );
  await person.go(`/groups/${groupId}`);
  await page.getByText(texts.codes.problem.unavailable.title).waitFor();
  await person.expectAccessible();
  await page.unroute(path);
  await page.getByRole('button', { name: texts.codes.retry }).click();
  await page.getByRole('table').waitFor();
  await person.go('/groups/zz999-ovh-1');
  await page.getByText(texts.codes.problem['not-found'].title).waitFor();
  await person.go('/nowhere');
  await page.getByText(texts.shell.page.notFoundDetail).waitFor();
  await person.expectAccessible();
});
