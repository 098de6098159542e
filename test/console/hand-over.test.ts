import { expect, test } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { until } from '../support/until.ts';
import { useConsole } from './support/console.ts';
import { personAt } from './support/person.ts';

const running = useConsole();
const languages = ['fr', 'en'] as const;

test.each(languages)(
  'an administrator hands a group over, and the recipient accepts, in %s',
  async (language) => {
    const { stack } = running();
    const { groupId, administration, billing, heir } = await stack.group(45);
    // Two browsers at once.
    const giver = await personAt(running(), administration, language);
    const taker = await personAt(running(), heir, language);
    await taker.page.getByText(taker.texts.inbox.empty, { exact: true }).waitFor();
    await taker.expectAccessible();

    const { page, texts } = giver;
    await page.getByRole('link', { name: texts.shell.navigation.groups }).click();
    await giver.expectAccessible();
    await page.getByRole('link', { name: texts.groups.noDescription }).click();
    const table = page.getByRole('table', { name: texts.group.table });
    const rows = table.getByRole('row');
    expect(await rows.nth(1).textContent()).toContain(administration);
    await rows.nth(2).getByText(texts.group.inSync).waitFor();
    await giver.expectAccessible();

    await table.getByRole('link', { name: texts.group.change }).click();
    const field = (name: string) => page.getByRole('textbox', { name, exact: true });
    await field(texts.words.role.administration).fill(` ${heir.toUpperCase()} `);
    await page.getByText(texts.request.understood.replace('{{nic}}', heir)).waitFor();
    await field(texts.words.role.technical).fill(heir);
    await field(texts.request.reason).fill('Relève');
    // The difference, before it is sent.
    await page.getByText(texts.request.administrationLast).waitFor();
    await page.getByText(texts.request.toAccept).waitFor();
    await giver.expectAccessible();
    await page.getByRole('button', { name: texts.request.submit }).click();
    await page.waitForURL(/\/changes\//);
    await page.getByText(texts.words.changeState['awaiting-consent']).first().waitFor();
    await giver.expectAccessible();
    const changeId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    // It appears by itself where it waits.
    const waiting = taker.page.getByRole('article').filter({ hasText: groupId });
    await waiting.getByText('Relève').waitFor();
    await taker.expectAccessible();
    await waiting.getByRole('button', { name: texts.inbox.accept }).click();
    await taker.page.getByText(texts.inbox.accepted).waitFor();

    // The giver's page moves on by itself, up to the end.
    await page.getByText(texts.words.changeState.completed).first().waitFor();
    const events = texts.change.event['contact-change'];
    await page.getByText(events['consent-accepted'].replace('{{actor}}', heir)).waitFor();
    await page.getByText(events.completed).waitFor();
    await giver.expectAccessible();

    const group = await stack.call(operations.getGroup, heir, { groupId });
    expect(group.contacts).toEqual({ administration: heir, technical: heir, billing });
    const { state, progress } = await stack.change(changeId, heir);
    expect(state).toBe('completed');
    expect(progress).toMatchObject({ services: 45, applied: 45 });

    await taker.go(`/groups/${groupId}`);
    await taker.page.getByRole('row').nth(2).getByText(heir).first().waitFor();
  },
);

test.each(languages)(
  'one line gets its own technical contact, at once with a consent code, in %s',
  async (language) => {
    const { stack } = running();
    const { groupId, administration, heir, serviceIds } = await stack.group(2);
    const [serviceId = ''] = serviceIds;
    const taker = await personAt(running(), heir, language);
    await taker.page.getByRole('button', { name: taker.texts.inbox.codes.create }).click();
    const dialog = taker.page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: taker.texts.words.role.technical }).check();
    await dialog.getByRole('textbox', { name: taker.texts.inbox.codes.group }).fill(groupId);
    await taker.expectAccessible();
    await dialog.getByRole('button', { name: taker.texts.inbox.codes.create }).click();
    const code = (await dialog.locator('output').textContent()) ?? '';
    await taker.expectAccessible();
    await dialog.getByRole('button', { name: taker.texts.inbox.codes.done }).click();
    // Shown once.
    expect(await taker.page.getByText(code).count()).toBe(0);
    await taker.page.getByRole('button', { name: taker.texts.inbox.codes.revoke }).waitFor();

    const giver = await personAt(running(), administration, language);
    const { page, texts } = giver;
    await giver.go(`/groups/${groupId}`);
    // On a service's row, only the technical contact can be changed.
    const row = page.getByRole('row').nth(2);
    await row.getByText(texts.group.inSync).waitFor();
    expect(await row.getByRole('link').count()).toBe(1);
    await row.getByRole('link').click();
    await page.getByText(texts.request.serviceIntro).waitFor();
    await page.getByRole('textbox', { name: texts.words.role.technical }).fill(heir);
    await page.getByRole('textbox', { name: texts.request.codeOf.replace('{{nic}}', heir) }).fill(code);
    await page.getByText(texts.request.byCode).waitFor();
    await giver.expectAccessible();
    await page.getByRole('button', { name: texts.request.submit }).click();
    await page.getByText(texts.words.changeState.completed).first().waitFor();
    await until(async () => {
      const service = await stack.call(operations.getService, heir, { serviceId });
      return service.contacts.technical === heir && service.inSync ? service : undefined;
    });
    await giver.go(`/groups/${groupId}`);
    await page.getByRole('row').nth(2).getByTitle(texts.group.ownContact).getByText(heir).waitFor();
  },
);

test.each(languages)(
  'a recipient refuses with a reason, and the requester cancels another request, in %s',
  async (language) => {
    const { stack } = running();
    const { groupId, administration, heir } = await stack.group(1);
    const refused = await stack.requestChange(administration, { groupId }, { technical: heir });
    const taker = await personAt(running(), heir, language);
    const waiting = taker.page.getByRole('article').filter({ hasText: groupId });
    await waiting.getByRole('button', { name: taker.texts.inbox.refuse }).click();
    const dialog = taker.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Pas moi');
    await taker.expectAccessible();
    await dialog.getByRole('button', { name: taker.texts.inbox.refuse }).click();
    await taker.page.getByText(taker.texts.inbox.refused).waitFor();
    expect(await stack.change(refused.changeId, administration)).toMatchObject({
      state: 'refused',
      rejection: { code: 'refused', detail: 'Pas moi' },
    });

    const giver = await personAt(running(), administration, language);
    const { page, texts } = giver;
    await giver.go(`/changes/${refused.changeId}`);
    await page.getByText(texts.codes.rejection.refused).waitFor();
    await page.getByText('Pas moi').first().waitFor();
    await giver.expectAccessible();

    const open = await stack.requestChange(administration, { groupId }, { billing: heir });
    await giver.go(`/changes/${open.changeId}`);
    await page.getByRole('button', { name: texts.change.remind }).click();
    await page.getByText(texts.change.reminded).waitFor();
    // Once an hour.
    await page.getByRole('button', { name: texts.change.remind }).click();
    await page.getByText(texts.codes.problem['reminded-recently'].title).waitFor();
    await page.getByRole('button', { name: texts.change.cancel }).click();
    await page.getByRole('dialog').getByRole('button', { name: texts.change.cancel }).click();
    await page.getByText(texts.words.changeState.cancelled).first().waitFor();
    expect((await stack.change(open.changeId, heir)).state).toBe('cancelled');
  },
);
