import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readExpression } from '../../infra/local/eventbridge/expression.ts';
import { until } from '../support/until.ts';
import { fixtureForTest } from './support/stack.ts';

const ticked = z.object({
  Item: z.object({ attempts: z.object({ N: z.coerce.number() }), seen: z.object({ S: z.string() }) }),
});

test('a schedule ticks soon after the start, and then in the given period', async () => {
  const { items } = await fixtureForTest({ tickSeconds: 0.1 });
  const seen = await until(async () => {
    const found = ticked.safeParse(await items('get', { pk: 'tick' }));
    return found.success && found.data.Item.attempts.N >= 3 ? found.data.Item.seen.S : undefined;
  });
  expect(JSON.parse(seen)).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'eu-west-3',
    resources: ['arn:aws:events:eu-west-3:000000000000:rule/service-EveryMinute'],
    detail: {},
  });
});

describe('after Sunday 22 November 2026, 10:30', () => {
  test.each([
    ['rate(1 minute)', '2026-11-22T10:31:00.000Z'],
    ['rate(5 minutes)', '2026-11-22T10:35:00.000Z'],
    ['rate(2 hours)', '2026-11-22T12:30:00.000Z'],
    ['rate(1 day)', '2026-11-23T10:30:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T10:45:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * 3 *)', '2026-11-24T08:00:00.000Z'],
    ['cron(0 8 ? * 1 *)', '2026-11-29T08:00:00.000Z'],
    ['cron(0 0 1 1 ? 2028)', '2028-01-01T00:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-11-30T00:00:00.000Z'],
  ])('%s is next at %s', (expression, expected) => {
    const next = readExpression(expression, 'UTC')(Date.parse('2026-11-22T10:30:00Z'));
    expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(expected);
  });

  test('a schedule of a past year never runs', () => {
    expect(readExpression('cron(0 0 1 1 ? 2020)', 'UTC')(Date.parse('2026-11-22T10:30:00Z'))).toBeUndefined();
  });

  test.each(['at(2026-01-01T00:00:00)', 'rate(1 second)', 'cron(* * *)', 'daily'])(
    '%s is refused',
    (expression) => {
      expect(() => readExpression(expression, 'UTC')).toThrow(expression);
    },
  );
});
