import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueues } from '../../infra/local/sqs/create-queues.ts';
import { receivedMessages } from '../../infra/local/sqs/messages.ts';
import { startQueues, type QueueServer } from '../../infra/local/sqs/queue-server.ts';
import { queuesPath } from '../../infra/local/sqs/queue-url.ts';

let server: QueueServer;
beforeAll(async () => {
  server = await startQueues(undefined);
});
afterAll(() => server.stop());

const urlOf = (queue: string): string => new URL(`${queuesPath}/${queue}`, server.upstream.url).href;

/** How often the message was received by now, for each that is given; it may be received again at once. */
async function receive(queue: string): Promise<string[]> {
  const answer = await server.upstream.call('AmazonSQS.ReceiveMessage', {
    QueueUrl: urlOf(queue),
    VisibilityTimeout: 0,
    MessageSystemAttributeNames: ['All'],
  });
  const { Messages } = receivedMessages.parse(answer);
  return Messages.map(({ Attributes }) => Attributes['ApproximateReceiveCount'] ?? '');
}

test('The dead-letter queue counts the receives of its source, and the one that moved the message', async () => {
  const redriveTo = (deadLetterArn: string, maxReceiveCount: number) => ({ deadLetterArn, maxReceiveCount });
  await createQueues(server.upstream, [
    { name: 'work', arn: 'arn:work', attributes: {}, redrive: redriveTo('arn:dead', 2) },
    { name: 'dead', arn: 'arn:dead', attributes: {}, redrive: redriveTo('arn:parked', 4) },
    { name: 'parked', arn: 'arn:parked', attributes: {} },
  ]);
  await server.upstream.call('AmazonSQS.SendMessage', { QueueUrl: urlOf('work'), MessageBody: '{}' });
  expect([await receive('work'), await receive('work')]).toEqual([['1'], ['2']]);
  expect(await receive('work')).toEqual([]);
  expect(await receive('dead')).toEqual(['4']);
  expect(await receive('dead')).toEqual([]);
  expect(await receive('parked')).toEqual(['6']);
});
