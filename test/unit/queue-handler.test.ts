import type { SQSBatchResponse } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ChangeId, GroupId } from '../../shared/domain/identifiers.ts';
import { queueHandler, type Again } from '../../shared/messages/queue-handler.ts';
import { observed } from '../../shared/runtime/observed.ts';
import { lambdaContext, queueEvent } from '../support/invocation.ts';
import { MemoryQueue } from '../support/memory-queue.ts';
import { RecordedLog } from '../support/recorded-log.ts';
import { RecordedMetrics } from '../support/recorded-metrics.ts';

const message = z.object({ changeId: ChangeId, groupId: GroupId, note: z.string() });
const ids = { changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X', groupId: 'ab12345-ovh-1' };
const bodiesOf = (...notes: string[]) => notes.map((note) => JSON.stringify({ ...ids, note }));
const failedIn = ({ batchItemFailures }: SQSBatchResponse) =>
  batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted();

describe('The lines about a message', () => {
  it('have its id, the invocation and the ids in it, even if other messages are processed in parallel', async () => {
    const log = new RecordedLog();
    const work = async ({ note }: { note: string }): Promise<void> => {
      await Promise.resolve();
      log.info(note);
      if (note === 'broken') throw new Error('It does not go.');
    };
    const handler = observed({ metrics: new RecordedMetrics() }, queueHandler({ message, work, log }));
    const answer = await handler(
      queueEvent([...bodiesOf('fine', 'broken'), `not JSON ${'x'.repeat(5_000)}`]),
      lambdaContext('one'),
    );
    expect(failedIn(answer)).toEqual(['message 1', 'message 2']);
    const about = { awsRequestId: 'one', ...ids };
    const failed = { message: 'Processing a message failed.', awsRequestId: 'one', attempt: 1 };
    expect(log.lines.toSorted((a, b) => a.message.localeCompare(b.message))).toMatchObject([
      { message: 'broken', ...about, messageId: 'message 1' },
      { message: 'fine', ...about, messageId: 'message 0' },
      { ...failed, messageId: 'message 2', body: `not JSON ${'x'.repeat(491)}` },
      { ...failed, ...about, messageId: 'message 1' },
    ]);
    expect(log.lines.filter((line) => 'body' in line)).toHaveLength(1);
  });
});

class Busy extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super('It is busy.');
    this.seconds = seconds;
  }
}

/** Does what is noted as `fine`; of all else, it is busy for the seconds that are noted. */
const work = async ({ note }: { note: string }): Promise<void> => {
  if (note !== 'fine') throw new Busy(Number(note));
};

const againFrom = (queue: MemoryQueue): Again => ({
  queue,
  pauseSeconds: (attempt, error) => 100 * attempt + (error instanceof Busy ? error.seconds : 0),
});

describe('A message that failed', () => {
  it('is postponed by the pause for its attempt and error, and the others are not', async () => {
    const queue = new MemoryQueue();
    const handler = queueHandler({ message, work, log: new RecordedLog(), again: againFrom(queue) });
    const event = queueEvent([...bodiesOf('fine', '7', 'fine', '30'), 'not JSON'], [1, 1, 2, 3, 4]);
    expect(failedIn(await handler(event, lambdaContext('one')))).toEqual([
      'message 1',
      'message 3',
      'message 4',
    ]);
    expect(queue.postponed.toSorted((a, b) => a.seconds - b.seconds)).toEqual([
      { receiptHandle: 'receipt 1', seconds: 107 },
      { receiptHandle: 'receipt 3', seconds: 330 },
      { receiptHandle: 'receipt 4', seconds: 400 },
    ]);
  });

  it('is not postponed if the worker returns no pause', async () => {
    const log = new RecordedLog();
    const handler = queueHandler({ message, work, log });
    const answer = await handler(queueEvent(bodiesOf('fine', '7')), lambdaContext('one'));
    expect(failedIn(answer)).toEqual(['message 1']);
    expect(log.lines).toMatchObject([{ message: 'Processing a message failed.', error: { seconds: 7 } }]);
  });

  it('is still the only one reported if it cannot be postponed, and a warning is logged', async () => {
    const log = new RecordedLog();
    const queue = new MemoryQueue();
    queue.isBroken = true;
    const handler = queueHandler({ message, work, log, again: againFrom(queue) });
    const answer = await handler(queueEvent(bodiesOf('fine', '7')), lambdaContext('one'));
    expect(failedIn(answer)).toEqual(['message 1']);
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'Processing a message failed.' },
      {
        level: 'warn',
        message: 'Could not postpone failed messages; they return after the visibility timeout.',
        error: { message: 'The queue is out of order.' },
      },
    ]);
  });
});

describe('A batch without a failure', () => {
  it('calls the queue no further', async () => {
    const log = new RecordedLog();
    const queue = new MemoryQueue();
    queue.isBroken = true;
    const handler = queueHandler({ message, work, log, again: againFrom(queue) });
    expect(failedIn(await handler(queueEvent(bodiesOf('fine')), lambdaContext('one')))).toEqual([]);
    expect(log.lines).toEqual([]);
  });
});

describe('A message whose work does not end', () => {
  const never = (): Promise<void> => new Promise(() => {});
  /** The handler's time is used up at once: nothing waits for a clock. */
  const outOfTime = { ...lambdaContext('one'), getRemainingTimeInMillis: () => 0 };

  it('fails alone, in time, and is postponed; its neighbours are done', async () => {
    const log = new RecordedLog();
    const queue = new MemoryQueue();
    const counted: string[] = [];
    const handler = queueHandler({
      message,
      work: ({ note }) => (note === 'hangs' ? never() : Promise.resolve()),
      log,
      again: { queue, pauseSeconds: () => 7 },
      afterBatch: async (done) => void counted.push(...done.map((one) => one.message.note)),
    });
    const notes = Array.from({ length: 10 }, (_, index) => (index === 4 ? 'hangs' : `${index}`));
    const response = await handler(queueEvent(bodiesOf(...notes)), outOfTime);
    expect(failedIn(response)).toEqual(['message 4']);
    expect(queue.postponed).toEqual([{ receiptHandle: 'receipt 4', seconds: 7 }]);
    expect(counted).toHaveLength(9);
    expect(log.lines).toMatchObject([
      { message: 'Processing a message failed.', error: { name: 'Unavailable' } },
    ]);
  });

  it('costs its neighbours nothing even if the batch cannot be counted or postponed in time', async () => {
    const log = new RecordedLog();
    const handler = queueHandler({
      message,
      work: ({ note }) => (note === 'hangs' ? never() : Promise.resolve()),
      log,
      again: { queue: { postpone: never }, pauseSeconds: () => 7 },
      afterBatch: never,
    });
    const response = await handler(queueEvent(bodiesOf('fine', 'hangs', 'fine')), outOfTime);
    expect(failedIn(response)).toEqual(['message 1']);
    expect(log.lines.at(-1)).toMatchObject({
      level: 'warn',
      message: 'Could not count or postpone the messages of a batch.',
    });
  });
});

describe('A worker that throws no error', () => {
  it.each([['text'], [undefined], [null], [{ code: 7 }], [Symbol('sign')]])(
    'but %s costs its own message only',
    async (thrown) => {
      const log = new RecordedLog();
      const handler = queueHandler({
        message,
        work: ({ note }) =>
          // oxlint-disable-next-line prefer-promise-reject-errors -- what is thrown is no error
          note === 'fine' ? Promise.resolve() : Promise.reject(thrown),
        log,
      });
      const response = await handler(queueEvent(bodiesOf('fine', 'throws', 'fine')), lambdaContext('one'));
      expect(failedIn(response)).toEqual(['message 1']);
    },
  );
});
