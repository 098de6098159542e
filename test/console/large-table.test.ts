import { expect, test } from 'vitest';
import { GroupAnswer, type ServiceAnswer } from '../../shared/http/contract/shapes.ts';
import { ServiceId } from '../../shared/domain/identifiers.ts';
import { until } from '../support/until.ts';
import { useConsole } from './support/console.ts';
import { personAt } from './support/person.ts';

const running = useConsole();
const services = 100_000;
const pageSize = 100;
const json = { 'content-type': 'application/json' };

test('the table of 100,000 services is read as one scrolls, and holds few rows of it', async () => {
  const { stack } = running();
  const { groupId, administration } = await stack.group(0);
  const person = await personAt(running(), administration, 'fr');
  const { page, texts } = person;
  let group: GroupAnswer | undefined;
  await page.route(`**/groups/${groupId}`, async (route) => {
    if (route.request().resourceType() === 'document') return route.continue();
    const response = await route.fetch();
    group = { ...GroupAnswer.parse(await response.json()), serviceCount: services };
    return route.fulfill({ headers: json, body: JSON.stringify(group) });
  });
  // A group of this size takes minutes to load: the list answers as one of it would.
  const read: number[] = [];
  await page.route(`**/groups/${groupId}/services?*`, (route) => {
    const start = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    read.push(start);
    const items = Array.from({ length: pageSize }, (_, index) => service(start + index, group));
    const next = start + pageSize;
    const body = { items, nextCursor: next < services ? String(next) : null };
    return route.fulfill({ headers: json, body: JSON.stringify(body) });
  });

  await person.go(`/groups/${groupId}`);
  const rows = page.getByRole('row');
  await page.getByText(numberOf(0)).waitFor();
  const empty = page.getByRole('table').locator('.mantine-Skeleton-root');
  await page.mouse.move(600, 500);
  const heldRows: number[] = [];
  while (read.length < 30) {
    await page.mouse.wheel(0, 4_000);
    heldRows.push(await rows.count());
    // Whatever is in sight is read before it goes on.
    await until(async () => ((await empty.count()) === 0 ? true : undefined));
  }
  expect(Math.max(...heldRows)).toBeLessThan(100);
  expect(read).toEqual(Array.from({ length: 30 }, (_, index) => index * pageSize));
  // Back at the top, where the first pages were let go: they are read again, and not every page in between.
  await page.keyboard.press('Home');
  await page.getByText(numberOf(0)).waitFor();
  expect(read.slice(30).length).toBeLessThan(15);
  expect(await rows.count()).toBeLessThan(100);
  await person.expectAccessible();

  // A filter narrows it, by what people type.
  await page.getByRole('textbox', { name: texts.group.filter.number }).fill('09 72 10');
  await page.getByText(texts.group.filter.numberUnderstood.replace('{{prefix}}', '003397210')).waitFor();
  await page.waitForRequest((request) => request.url().includes('prefix=003397210'));
});

const idOf = (index: number): ServiceId => ServiceId.parse(`0033972${String(100_000 + index)}`);

/** As the table shows it. */
const numberOf = (index: number): string =>
  `0${idOf(index).slice(4)}`.replaceAll(/\d{2}(?=\d)/g, (pair) => `${pair} `);

function service(index: number, group: GroupAnswer | undefined): ServiceAnswer {
  if (group === undefined) throw new Error('The group is read before its services.');
  const { groupId, contacts } = group;
  return { serviceId: idOf(index), kind: 'line', groupId, contacts, inSync: true };
}
