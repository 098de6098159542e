import { expect, test } from 'vitest';
import { EventBuses } from '../../infra/local/eventbridge/event-buses.ts';
import type { RuleDescription, TargetDescription } from '../../infra/local/eventbridge/rule-description.ts';
import { seededRandom } from '../../infra/local/lib/random.ts';
import { until } from '../support/until.ts';

function target(arn: string): TargetDescription {
  return {
    ruleArn: 'rule',
    arn,
    input: undefined,
    messageGroupId: undefined,
    retries: 0,
    maximumAgeSeconds: 60,
    deadLetterArn: undefined,
  };
}

const rule: RuleDescription = {
  arn: 'rule',
  busArn: 'news',
  matches: ({ number }) => number !== 13,
  targets: [target('one'), target('two')],
};

/** The deliveries of a hundred events, in their order. */
async function deliveries(seed: number): Promise<string[]> {
  const delivered: string[] = [];
  const buses = new EventBuses({
    buses: ['news', 'other'],
    rules: [rule],
    random: seededRandom(seed),
    deliver: ({ arn }, { number }) => delivered.push(`${arn} ${Number(number)}`),
  });
  for (let number = 0; number < 100; number += 1) buses.put('news', { number });
  buses.put('other', { number: 100 });
  await until(async () => (new Set(delivered).size === 198 ? true : undefined));
  buses.stop();
  return delivered;
}

test('every matching event reaches every target, in an order that the seed decides, some twice', async () => {
  const [first, same, other] = await Promise.all([deliveries(1), deliveries(1), deliveries(2)]);
  expect(first).not.toContain('one 13');
  expect(first).not.toContain('one 100');
  expect(first.length).toBeGreaterThan(198);
  expect(same.slice(0, 198)).toEqual(first.slice(0, 198));
  expect(other.slice(0, 198)).not.toEqual(first.slice(0, 198));
});

test('after a stop nothing is delivered', () => {
  const buses = new EventBuses({
    buses: ['news'],
    rules: [rule],
    random: () => 0,
    deliver: () => expect.unreachable(),
  });
  buses.stop();
  buses.put('news', { number: 1 });
});
