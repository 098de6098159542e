import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ChangeId, GroupId } from '../../shared/domain/identifiers.ts';
import { queueHandler } from '../../shared/messages/queue-handler.ts';
import { observed } from '../../shared/runtime/observed.ts';
import { lambdaContext, queueEvent } from '../support/invocation.ts';
import { RecordedLog } from '../support/recorded-log.ts';
import { RecordedMetrics } from '../support/recorded-metrics.ts';

const message = z.object({ changeId: ChangeId, groupId: GroupId, note: z.string() });
const ids = { changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X', groupId: 'ab12345-ovh-1' };

describe('The lines about a message', () => {
  it('name it, the invocation, and what it is about, whichever others are worked beside it', async () => {
    const log = new RecordedLog();
    const work = async ({ note }: { note: string }): Promise<void> => {
      await Promise.resolve();
      log.info(note);
      if (note === 'broken') throw new Error('It does not go.');
    };
    const handler = observed({ metrics: new RecordedMetrics() }, queueHandler({ message, work, log }));
    const bodies = ['fine', 'broken'].map((note) => JSON.stringify({ ...ids, note }));
    const answer = await handler(
      queueEvent([...bodies, `not JSON ${'x'.repeat(5_000)}`]),
      lambdaContext('one'),
    );
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual([
      'message 1',
      'message 2',
    ]);
    const about = { awsRequestId: 'one', ...ids };
    const failed = { message: 'A message failed.', awsRequestId: 'one', attempt: 1 };
    expect(log.lines.toSorted((a, b) => a.message.localeCompare(b.message))).toMatchObject([
      { ...failed, messageId: 'message 2', body: `not JSON ${'x'.repeat(491)}` },
      { ...failed, ...about, messageId: 'message 1' },
      { message: 'broken', ...about, messageId: 'message 1' },
      { message: 'fine', ...about, messageId: 'message 0' },
    ]);
    expect(log.lines.filter((line) => 'body' in line)).toHaveLength(1);
  });
});
