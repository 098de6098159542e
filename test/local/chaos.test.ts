import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Chaos, ChaosRules, readChaos } from '../../infra/local/aws-api/chaos.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from './support/assembly.ts';
import { withEvents } from './support/events.ts';
import { fixtureForTest } from './support/stack.ts';

const table = 'DynamoDB_20120810';

function next(rules: readonly object[], target: string, body = '{}') {
  const chaos = new Chaos(ChaosRules.parse({ rules }));
  return chaos.next(target, Buffer.from(body))?.how;
}

test('a rule names its calls by service, operation and body', () => {
  const rule = { service: 'table', operation: 'UpdateItem', containing: '0033', how: 'hang' };
  expect(next([rule], `${table}.UpdateItem`, '{"pk":"00331"}')).toBe('hang');
  expect(next([rule], `${table}.UpdateItem`, '{"pk":"0044"}')).toBeUndefined();
  expect(next([rule], `${table}.GetItem`, '{"pk":"00331"}')).toBeUndefined();
  expect(next([rule], 'AmazonSQS.SendMessageBatch', '{"pk":"00331"}')).toBeUndefined();
  expect(next([{ service: 'queue', how: 'reset' }], 'AmazonSQS.SendMessageBatch')).toBe('reset');
});

test('a rule applies to a share of the calls, and to a number of them', () => {
  const chaos = new Chaos(
    ChaosRules.parse({
      rules: [
        { service: 'table', how: 'hang', share: 0 },
        { service: 'table', how: 'html', count: 2 },
        { service: 'table', how: 'reset', count: 1 },
      ],
    }),
  );
  const hows = Array.from({ length: 4 }, () => chaos.next(`${table}.GetItem`, Buffer.from('{}'))?.how);
  expect(hows).toEqual(['html', 'html', 'reset', undefined]);
});

test.each([
  ['not JSON', 'rules'],
  ['no rule', '{"rules":[]}'],
  ['an unknown service', '{"rules":[{"service":"disk","how":"hang"}]}'],
  ['an unknown way', '{"rules":[{"service":"table","how":"explode"}]}'],
  ['an unknown property', '{"rules":[{"service":"table","how":"hang","often":true}]}'],
  ['a partial failure of the table', '{"rules":[{"service":"table","how":"partial"}]}'],
  ['too large a share', '{"rules":[{"service":"table","how":"hang","share":2}]}'],
])('a file with %s is refused by its name', (_name, content) => {
  const file = join(temporaryFolder(), 'chaos.json');
  writeFileSync(file, content);
  expect(() => readChaos(file)).toThrow(file);
});

test('a function meets what the rules say, and goes on afterwards', async () => {
  const chaos = ChaosRules.parse({
    rules: [
      { service: 'table', operation: 'PutItem', how: 'half-json', count: 1 },
      { service: 'table', operation: 'GetItem', how: 'reset', count: 1 },
      { service: 'table', operation: 'GetItem', how: 'html', count: 1 },
      { service: 'table', operation: 'GetItem', how: 'latency', milliseconds: 1, count: 1 },
    ],
  });
  const fixture = await fixtureForTest({ chaos });
  expect(await fixture.items('put', { pk: 'a' })).toMatchObject({ error: 'SyntaxError' });
  // The SDK repeats what was reset and what was answered 503; the row was written before the answer was cut.
  expect(await fixture.items('get', { pk: 'a' })).toMatchObject({ Item: { pk: { S: 'a' } } });
  const reported = fixture.lines.filter((line) => line.startsWith('chaos: '));
  expect(reported.map((line) => line.replace(`${table}.`, ''))).toEqual([
    'chaos: half-json for PutItem',
    'chaos: reset for GetItem',
    'chaos: html for GetItem',
    'chaos: latency for GetItem',
  ]);
});

test('events and mail are disturbed too: throttled, or carried out without an answer', async () => {
  const chaos = ChaosRules.parse({
    rules: [
      { service: 'events', how: 'throttle', count: 1 },
      { service: 'events', operation: 'PutEvents', how: 'lost-answer', count: 1 },
      { service: 'events', how: 'partial', count: 2 },
      { service: 'mail', operation: 'SendEmail', how: 'throttle', count: 1 },
      { service: 'mail', how: 'html', count: 1 },
      { service: 'mail', how: 'lost-answer', count: 1 },
    ],
  });
  const { items, stack } = await fixtureForTest({ chaos, change: withEvents });
  const put = (...ids: string[]) => {
    const entry = { Source: 'fixture', DetailType: 'item.x', EventBusName: 'news' };
    return items('putEvents', { Entries: ids.map((id) => ({ ...entry, Detail: JSON.stringify({ id }) })) });
  };
  expect(await put('throttled')).toMatchObject({ error: 'ThrottlingException' });
  expect(await put('unanswered')).toMatchObject({ message: expect.stringContaining('ECONNRESET') });
  await until(async () => (await items('get', { pk: 'event#unanswered' }))['Item']);
  const failure = { ErrorCode: 'ThrottlingException' };
  expect(await put('taken', 'failed')).toMatchObject({ FailedEntryCount: 1, Entries: [{}, failure] });
  expect(await put('failed')).toMatchObject({ FailedEntryCount: 1, Entries: [failure] });
  await until(async () => (await items('get', { pk: 'event#taken' }))['Item']);
  expect(await items('get', { pk: 'event#throttled' })).not.toHaveProperty('Item');
  expect(await items('get', { pk: 'event#failed' })).not.toHaveProperty('Item');

  const send = () =>
    items('sendEmail', {
      FromEmailAddress: 'a@example.com',
      Destination: { ToAddresses: ['b@example.net'] },
      Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
    });
  expect(await send()).toMatchObject({ error: 'TooManyRequestsException' });
  expect(await send()).toHaveProperty('error');
  const stored = async () => (await fetch(`${stack.mailUrl}/store`)).json();
  expect(await stored()).toMatchObject({ emails: [] });
  expect(await send()).toHaveProperty('error');
  expect(await stored()).toMatchObject({ emails: [{ subject: 's' }] });
});

test.each([
  ['table', 'ThrottlingException', 'get', { pk: 'a' }],
  ['queue', 'RequestThrottled', 'send', { messages: [{ id: 'x' }] }],
])('a throttled call to the %s fails as its service fails', async (service, error, how, input) => {
  const chaos = ChaosRules.parse({ rules: [{ service, how: 'throttle' }] });
  const { items } = await fixtureForTest({ chaos });
  expect(await items(how, input)).toMatchObject({ error });
});

test('the example in the documentation is a file of rules', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const example = /### Chaos.*?```json\n(.*?)```/s.exec(page)?.[1] ?? '';
  expect(ChaosRules.parse(JSON.parse(example)).rules).toHaveLength(4);
});
