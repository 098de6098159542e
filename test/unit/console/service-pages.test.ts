import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { createClient } from '../../../clients/lib/api/client.ts';
import { noJump, servicePageOf, servicePagesQuery } from '../../../clients/console/api/service-pages.ts';

const services = 30_000;
const contacts = { administration: 'aa1-ovh', technical: 'aa1-ovh', billing: 'aa1-ovh' };
const queries = new QueryClient();
afterEach(() => queries.clear());

/** A client of an API that has one large group. */
const api = createClient({
  url: 'http://127.0.0.1',
  token: () => Promise.resolve('token'),
  fetch: (input) => {
    const { searchParams } = new URL(input instanceof Request ? input.url : input);
    const start = Number(searchParams.get('cursor') ?? 0);
    const limit = Number(searchParams.get('limit'));
    const items = Array.from({ length: limit }, (_, index) => ({
      serviceId: `0033972${String(100_000 + start + index)}`,
      kind: 'line',
      groupId: 'aa1-ovh-1',
      contacts,
      inSync: true,
    }));
    const next = start + limit;
    return Promise.resolve(Response.json({ items, nextCursor: next < services ? String(next) : null }));
  },
});

const observed = (jump = noJump) => {
  const observer = new InfiniteQueryObserver(queries, servicePagesQuery(api, 'aa1-ovh-1', {}, jump));
  return { observer, stop: observer.subscribe(() => {}) };
};

/** The rows that are held, in every list that the cache knows. */
const heldRows = (): number =>
  queries
    .getQueryCache()
    .getAll()
    .flatMap(({ state }) => pagesIn(state.data))
    .reduce((sum, { items }) => sum + items.length, 0);

const pagesIn = (data: unknown): readonly { readonly items: readonly unknown[] }[] =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages) ? data.pages : [];

it('Scrolling through a group of 30,000 services never holds more than 1,000 rows', async () => {
  const { observer, stop } = observed();
  await observer.refetch();
  let most = 0;
  while (observer.getCurrentResult().hasNextPage) {
    await observer.fetchNextPage();
    most = Math.max(most, heldRows());
  }
  let result = observer.getCurrentResult();
  expect(most).toBe(1_000);
  expect(result.data?.pages.at(-1)?.items.at(-1)?.serviceId).toBe('0033972129999');

  // What was let go is read again on the way back.
  for (let page = 0; page < 20; page++) result = await observer.fetchPreviousPage();
  expect(result.data?.pages[0]?.start.firstRow).toBe(services - 3_000);
  expect(heldRows()).toBe(1_000);
  stop();
});

it('A jump back starts at the page of the row, and lets go what was held', async () => {
  const { observer, stop } = observed();
  let result = await observer.refetch();
  for (let page = 0; page < 49; page++) result = await observer.fetchNextPage();
  const { start } = result.data?.pages[0] ?? {};
  expect(start?.firstRow).toBe(4_000);
  const from = servicePageOf(1_234, start ?? noJump.from);
  expect(from.firstRow).toBe(1_200);
  stop();
  const after = observed({ from, count: 1 });
  const there = await after.observer.refetch();
  expect(there.data?.pages[0]?.items[0]?.serviceId).toBe('0033972101200');
  await expect.poll(heldRows).toBe(100);
  after.stop();
});
