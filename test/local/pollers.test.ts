import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { succeeded } from '../../infra/local/sqs/batch-response.ts';
import { until } from '../support/until.ts';
import { startFixture, type Fixture } from './support/stack.ts';

/** A stack for each way to fail: within one, the messages of one test could come into the batch of another. */
const fixtures = new Map<string, Fixture>();
const ways = ['fail', 'throw', 'unknown', 'malformed'];

beforeAll(async () => {
  await Promise.all(
    ways.map(async (way) => {
      fixtures.set(way, await startFixture());
    }),
  );
});
afterAll(async () => {
  await Promise.all([...fixtures.values()].map((fixture) => fixture.stop()));
});

function fixtureOf(way: string): Fixture {
  const fixture = fixtures.get(way);
  if (fixture === undefined) throw new Error(`no stack for ${way}`);
  return fixture;
}

const counted = z.object({
  Item: z.object({
    attempts: z.object({ N: z.coerce.number() }),
    seen: z.object({ S: z.string() }).optional(),
  }),
});

/** How often a message has been tried, or come out of the dead-letter queue; `undefined` until it has. */
async function item(fixture: Fixture, pk: string): Promise<z.infer<typeof counted>['Item'] | undefined> {
  const found = counted.safeParse(await fixture.items('get', { pk }));
  return found.success ? found.data.Item : undefined;
}

async function attempts(fixture: Fixture, pk: string): Promise<number | undefined> {
  return (await item(fixture, pk))?.attempts.N;
}

describe.concurrent('a batch', () => {
  test('with one failing message returns only that one, until it goes to the dead-letter queue', async () => {
    const fixture = fixtureOf('fail');
    await fixture.items('send', { messages: [{ id: 'good' }, { id: 'bad', end: 'fail' }] });
    await until(() => attempts(fixture, 'buried#bad'));
    expect(await attempts(fixture, 'task#good')).toBe(1);
    expect(await attempts(fixture, 'task#bad')).toBe(2);
    expect(await attempts(fixture, 'buried#bad')).toBe(1);
  });

  test.each(ways.slice(1))('that ends with "%s" fails completely', async (end) => {
    const fixture = fixtureOf(end);
    await fixture.items('send', {
      messages: [
        { id: 'one', end },
        { id: 'two', end },
      ],
    });
    await until(() => attempts(fixture, 'buried#one'));
    await until(() => attempts(fixture, 'buried#two'));
    expect(await attempts(fixture, 'task#one')).toBe(2);
    expect(await attempts(fixture, 'task#two')).toBe(2);
  });
});

test("a record has Lambda's format", async () => {
  const fixture = fixtureOf('fail');
  await fixture.items('sendOne', { message: { id: 'record' }, group: 'g' });
  const { seen } = await until(() => item(fixture, 'task#record'));
  expect(JSON.parse(seen?.S ?? '')).toEqual({
    messageId: expect.any(String),
    receiptHandle: expect.any(String),
    body: '{"id":"record"}',
    attributes: expect.objectContaining({
      ApproximateReceiveCount: '1',
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
    }),
    messageAttributes: {
      origin: { stringValue: 'items', dataType: 'String', stringListValues: [], binaryListValues: [] },
    },
    md5OfBody: expect.stringMatching(/^[\da-f]{32}$/),
    md5OfMessageAttributes: expect.stringMatching(/^[\da-f]{32}$/),
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-3:000000000000:service-Jobs',
    awsRegion: 'eu-west-3',
  });
});

function failing(...ids: string[]): string {
  return JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
}

describe('of the messages a and b', () => {
  test.each([
    ['nothing', undefined, ['a', 'b']],
    ['null', 'null', ['a', 'b']],
    ['an empty object', '{}', ['a', 'b']],
    ['no failure', failing(), ['a', 'b']],
    ['no list', '{"batchItemFailures":null}', ['a', 'b']],
    ['one failure', failing('b'), ['a']],
    ['the same failure twice', failing('b', 'b'), ['a']],
    ['an unknown id', failing('c'), []],
    ['an empty id', failing(''), []],
    ['an id that is null', '{"batchItemFailures":[{"itemIdentifier":null}]}', []],
    ['another key', '{"batchItemFailures":[{"id":"a"}]}', []],
    ['something else', '"done"', []],
  ])('an answer of %s deletes the right ones', (_name, payload, expected) => {
    expect(succeeded(['a', 'b'], { ok: true, payload }, true)).toEqual(expected);
  });

  test('the answer is ignored if item failures are not reported', () => {
    expect(succeeded(['a', 'b'], { ok: true, payload: failing('a') }, false)).toEqual(['a', 'b']);
  });

  test('an error deletes none', () => {
    expect(succeeded(['a', 'b'], { ok: false, errorType: 'Error', errorMessage: '' }, false)).toEqual([]);
  });
});
