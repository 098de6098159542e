import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { until } from '../support/until.ts';
import { withEvents } from './support/events.ts';
import { startFixture, type Fixture } from './support/stack.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture({ change: withEvents, retrySeconds: 0.01 });
});
afterAll(() => fixture.stop());

const heard = z.object({
  Item: z.object({ attempts: z.object({ N: z.coerce.number() }), seen: z.object({ S: z.string() }) }),
});

/** How often the function was invoked for an event. */
async function attempts(id: string): Promise<number> {
  return heard.safeParse(await fixture.items('get', { pk: `event#${id}` })).data?.Item.attempts.N ?? 0;
}

/** Waits until the function was invoked for an event as often as given. */
async function invoked(id: string, times: number): Promise<void> {
  await until(async () => ((await attempts(id)) >= times ? true : undefined));
}

function entry(detail: object, more: object = {}): object {
  const Detail = JSON.stringify(detail);
  return { Source: 'fixture', DetailType: 'item.made', Detail, EventBusName: 'news', ...more };
}

const put = (...Entries: object[]) => fixture.items('putEvents', { Entries });

const message = z.object({
  Body: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string() })).default({}),
});
const received = z.object({ Messages: z.array(message).default([]) });

/** The first message of a queue whose body has a text. */
function messageWith(queue: string, text: string, { items } = fixture): Promise<z.infer<typeof message>> {
  return until(async () => {
    const { Messages } = received.parse(await items('receive', { queue }));
    return Messages.find(({ Body }) => Body.includes(text));
  });
}

describe('an event', () => {
  test('reaches the function whose pattern it matches, in the format of EventBridge', async () => {
    const Time = '2026-11-28T10:00:00.000Z';
    const answer = await put(entry({ id: 'one' }, { Time: Date.parse(Time) / 1000, Resources: ['r'] }));
    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    const seen = await until(async () => {
      const found = heard.safeParse(await fixture.items('get', { pk: 'event#one' }));
      return found.data?.Item.seen.S;
    });
    expect(JSON.parse(seen)).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': 'item.made',
      source: 'fixture',
      account: '000000000000',
      time: '2026-11-28T10:00:00Z',
      region: 'eu-west-3',
      resources: ['r'],
      detail: { id: 'one' },
    });
  });

  test('reaches a queue, and no target whose pattern it does not match', async () => {
    await put(entry({ id: 'queued', queued: true }, { DetailType: 'other' }));
    const { Body } = await messageWith('News', 'queued');
    expect(JSON.parse(Body)).toMatchObject({ detail: { id: 'queued' } });
    expect(await attempts('queued')).toBe(0);
  });

  test('is replaced by the constant input of a target', async () => {
    await put(entry({ id: 'any' }, { DetailType: 'constant' }));
    expect(await messageWith('News', 'constant')).toMatchObject({ Body: '{"constant":true}' });
  });

  test('that its queue refuses is a dead letter with the reason', async () => {
    await put(entry({ id: 'large', queued: true, text: 'x'.repeat(2000) }));
    const { MessageAttributes } = await messageWith('Undelivered', 'large');
    expect(MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: 'arn:aws:events:eu-west-3:000000000000:rule/news/service-ToQueue' },
      TARGET_ARN: { StringValue: 'arn:aws:sqs:eu-west-3:000000000000:service-News' },
      ERROR_CODE: { StringValue: expect.stringContaining('Invalid') },
      RETRY_ATTEMPTS: { StringValue: '0' },
    });
  });

  test('whose function fails is tried again, and then goes to the destination of the function', async () => {
    await put(entry({ id: 'once', failures: 1 }), entry({ id: 'hopeless', failures: 100 }));
    await invoked('once', 2);
    const { Body } = await messageWith('Unprocessed', 'hopeless');
    expect(JSON.parse(Body)).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { detail: { id: 'hopeless' } },
      responsePayload: { errorType: 'Error', errorMessage: 'fails on purpose' },
    });
  });
});

test('a retry that would come too late for the age of the event is not tried', async () => {
  const other = await startFixture({ change: withEvents, retrySeconds: 86_400 });
  try {
    await other.items('putEvents', { Entries: [entry({ id: 'late', failures: 100 })] });
    const { Body } = await messageWith('Unprocessed', 'late', other);
    expect(JSON.parse(Body)).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 },
    });
  } finally {
    await other.stop();
  }
});

describe('PutEvents', () => {
  test.each([
    ['without a source', { Source: '' }, 'InvalidArgument'],
    ['without a type', { DetailType: undefined }, 'InvalidArgument'],
    ['without a detail', { Detail: undefined }, 'InvalidArgument'],
    ['of a service of AWS', { Source: 'aws.ec2' }, 'NotAuthorizedForSourceException'],
    ['whose detail is no JSON', { Detail: '{' }, 'MalformedDetail'],
    ['whose detail is a list', { Detail: '[]' }, 'MalformedDetail'],
  ])('answers an error for an entry %s, and takes the others', async (_name, wrong, ErrorCode) => {
    const Detail = '{"id":"others"}';
    expect(await put(entry({}, { Detail, ...wrong }), entry({ id: 'others' }))).toEqual({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode, ErrorMessage: expect.any(String) }, { EventId: expect.any(String) }],
    });
  });

  test.each([
    ['more than ten entries', Array.from({ length: 11 }, () => entry({ id: 'many' }))],
    ['more than a megabyte', [entry({ text: 'x'.repeat(600_000) }), entry({ text: 'x'.repeat(600_000) })]],
  ])('with %s is refused', async (_name, entries) => {
    expect(await put(...entries)).toMatchObject({ error: 'ValidationException' });
    expect(await attempts('many')).toBe(0);
  });

  test.each([['default'], ['silent'], ['unheard'], [undefined]])(
    'to the bus %s needs a permission',
    async (EventBusName) => {
      expect(await put(entry({ id: 'x' }), entry({ id: 'y' }, { EventBusName }))).toMatchObject({
        error: 'AccessDeniedException',
        message: expect.stringContaining(`event-bus/${EventBusName ?? 'default'}`),
      });
      expect(await attempts('x')).toBe(0);
    },
  );

  test('takes the ARN of a bus', async () => {
    const EventBusName = 'arn:aws:events:eu-west-3:000000000000:event-bus/news';
    await put(entry({ id: 'by-arn' }, { EventBusName }));
    await invoked('by-arn', 1);
    expect(fixture.stack.usedActions()).toContainEqual({
      role: 'service-ItemsRole',
      action: 'events:PutEvents',
      used: true,
    });
  });
});
