import { expect, test } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { downloaded } from './support/download.ts';
import { useConsole } from './support/console.ts';
import { personAt } from './support/person.ts';

const running = useConsole();

/** A group with a change that completed, one that was refused, and one of a single service. */
async function groupWithHistory() {
  const { stack } = running();
  const group = await stack.group(2);
  const { groupId, administration, heir, serviceIds } = group;
  const options = { reason: '=HYPERLINK("http://example.com")' };
  const completed = await stack.requestChange(administration, { groupId }, { technical: heir }, options);
  await stack.accept(heir, completed.changeId);
  await stack.completed(completed.changeId, administration);
  const refused = await stack.requestChange(administration, { groupId }, { billing: heir });
  await stack.call(
    operations.refuseContactChange,
    heir,
    { changeId: refused.changeId },
    { body: { reason: 'Pas mon budget' } },
  );
  const [serviceId = ''] = serviceIds;
  const single = await stack.requestChange(administration, { serviceId }, { technical: group.technical });
  return { ...group, completed, refused, single };
}

test.each(['fr', 'en'] as const)('who changed what, when and why, in %s', async (language) => {
  const { administration, groupId, heir, technical, billing, ...made } = await groupWithHistory();
  const person = await personAt(running(), administration, language);
  const { page, texts } = person;
  await person.go(`/groups/${groupId}`);
  await page.getByRole('link', { name: texts.group.history }).click();
  const entries = page.getByRole('listitem').filter({ hasText: texts.history.open });
  await entries.nth(2).waitFor();
  expect(await entries.count()).toBe(3);
  // Newest first: the service, the refused one, the one that completed.
  await entries.nth(0).getByText(texts.words.changeState['awaiting-consent']).waitFor();
  const refused = entries.nth(1);
  await refused.getByText('Pas mon budget').waitFor();
  for (const text of [billing, heir, texts.words.role.billing, texts.words.changeState.refused])
    await refused.getByText(text, { exact: true }).first().waitFor();
  const completed = entries.nth(2);
  for (const text of [technical, heir, texts.words.role.technical, texts.words.changeState.completed])
    await completed.getByText(text, { exact: true }).first().waitFor();
  await person.expectAccessible();

  const file = await downloaded(page, texts.shell.page.download, language);
  const { csv } = texts.history;
  expect(file).toMatchObject({
    fileName: `${csv.fileName.replace('{{groupId}}', groupId)}.csv`,
    hasMark: true,
  });
  const [header = [], ...lines] = file.lines;
  expect(header).toContain(csv.before);
  const column = (name: string): (string | undefined)[] => lines.map((line) => line[header.indexOf(name)]);
  expect(column(csv.before)).toEqual([heir, billing, technical]);
  expect(column(csv.after)).toEqual([technical, heir, heir]);
  expect(column(csv.change)).toEqual(
    [made.single, made.refused, made.completed].map(({ changeId }) => changeId),
  );
  expect(column(csv.reason)[2]).toBe('\'=HYPERLINK("http://example.com")');
  expect(lines[0]?.[0]).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);

  // By role, then by a nic with capitals and blanks, and what is shown can be sent as a link.
  await page.getByRole('combobox', { name: texts.history.filter.role }).selectOption('billing');
  await entries.nth(1).waitFor({ state: 'detached' });
  await refused.waitFor({ state: 'detached' });
  await entries.first().getByText('Pas mon budget').waitFor();
  await page
    .getByRole('textbox', { name: texts.history.filter.contact })
    .fill(` ${technical.toUpperCase()} `);
  await page.getByText(texts.history.noMatch).waitFor();
  await page.getByText(texts.request.understood.replace('{{nic}}', technical)).waitFor();
  await person.expectAccessible();
  await page.reload();
  await page.getByText(texts.history.noMatch).waitFor();
  await page.getByRole('button', { name: texts.groups.clear }).click();
  await entries.nth(2).waitFor();
});

test('a group that nobody changed says so', async () => {
  const { administration, groupId } = await running().stack.group(0);
  const person = await personAt(running(), administration, 'fr');
  await person.go(`/groups/${groupId}/history`);
  await person.page.getByRole('heading', { name: person.texts.history.empty }).waitFor();
  expect(await person.page.getByRole('button', { name: person.texts.shell.page.download }).count()).toBe(0);
  await person.expectAccessible();
});
