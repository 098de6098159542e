import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { until } from '../support/until.ts';
import { useConsole } from './support/console.ts';
import { personAt } from './support/person.ts';

const running = useConsole();
/** More stops than any page has before the one that is looked for. */
const mostStops = 60;

/** Presses Tab until the focus is on the target. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < mostStops; stop++) {
    await page.keyboard.press('Tab');
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
  }
  throw new Error(`No ${mostStops} presses of Tab lead there.`);
}

test('a group is handed over with the keyboard alone', async () => {
  const { stack } = running();
  const { groupId, administration, heir, contacts } = await stack.group(3);
  const giver = await personAt(running(), administration, 'fr');
  const taker = await personAt(running(), heir, 'fr');
  const { page, texts } = giver;

  await tabTo(page, page.getByRole('link', { name: texts.shell.navigation.groups }));
  await page.keyboard.press('Enter');
  const card = page.getByRole('link', { name: texts.groups.noDescription });
  await card.waitFor();
  await tabTo(page, card);
  await page.keyboard.press('Enter');
  const change = page.getByRole('link', { name: texts.group.change, exact: true });
  await change.waitFor();
  await tabTo(page, change);
  await page.keyboard.press('Enter');
  const technical = page.getByRole('textbox', { name: texts.words.role.technical });
  await technical.waitFor();
  await tabTo(page, technical);
  await page.keyboard.type(heir);
  await page.getByText(texts.request.toAccept).waitFor();
  await tabTo(page, page.getByRole('button', { name: texts.request.submit }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/changes\//);

  await taker.page.getByRole('article').waitFor();
  await tabTo(taker.page, taker.page.getByRole('button', { name: texts.inbox.accept }));
  await taker.page.keyboard.press('Enter');
  await taker.page.getByText(texts.inbox.accepted).waitFor();
  const group = await until(async () => {
    const now = await stack.call(operations.getGroup, administration, { groupId });
    return now.contacts.technical === heir ? now : undefined;
  });
  expect(group.contacts).toEqual({ ...contacts, technical: heir });
});

test('a dialog keeps the focus, Escape closes it, and the focus returns to where it was', async () => {
  const { stack } = running();
  const { groupId, administration, heir } = await stack.group(1);
  await stack.requestChange(administration, { groupId }, { technical: heir });
  const { page, texts } = await personAt(running(), heir, 'fr');
  const refuse = page.getByRole('article').getByRole('button', { name: texts.inbox.refuse });
  await refuse.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let stop = 0; stop < 8; stop++) {
    await page.keyboard.press('Tab');
    expect(await dialog.locator(':focus').count()).toBe(1);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await refuse.and(page.locator(':focus')).waitFor();
});
