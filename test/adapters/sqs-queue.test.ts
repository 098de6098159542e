import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { listen } from '../../infra/local/lib/listen.ts';
import { startQueues } from '../../infra/local/sqs/queue-server.ts';
import { sqsQueue } from '../../shared/aws/sqs-queue.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

const Batch = z.object({
  Entries: z.array(
    z.looseObject({ Id: z.string(), MessageBody: z.string(), MessageGroupId: z.string().optional() }),
  ),
});
type Entry = z.infer<typeof Batch>['Entries'][number];

const clientAt = (endpoint: string) =>
  new SQSClient({
    endpoint,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

let server: Server | undefined;
afterEach(() => server?.close());

/** A queue server that refuses the entries which `refuse` names, in an answer of 200. */
async function queueThatRefuses(refuse: (entry: Entry, request: number) => boolean) {
  const requests: Entry[][] = [];
  server = createServer((request, response) => {
    void (async () => {
      const { Entries } = Batch.parse(await json(request));
      requests.push(Entries);
      const failed = Entries.filter((entry) => refuse(entry, requests.length));
      const answer = {
        Successful: Entries.filter((entry) => !failed.includes(entry)).map(({ Id, MessageBody }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
        })),
        Failed: failed.map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError' })),
      };
      response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answer));
    })();
  });
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  return { requests, queue: sqsQueue(`${endpoint}/000000000000/members`, clientAt(endpoint)) };
}

const messages = (count: number) =>
  Array.from({ length: count }, (_message, number) => ({ body: { number }, tenant: 'ab12345-ovh-1' }));

describe('Sending to a queue', () => {
  it('sends ten messages per request, each with its tenant', async () => {
    const { requests, queue } = await queueThatRefuses(() => false);
    await queue.send(messages(25));
    expect(requests.map((request) => request.length).toSorted((a, b) => a - b)).toEqual([5, 10, 10]);
    expect(new Set(requests.flat().map((entry) => entry.MessageGroupId))).toEqual(new Set(['ab12345-ovh-1']));
  });

  it('resends only the entries that a 200 answer lists as failed', async () => {
    const { requests, queue } = await queueThatRefuses(
      ({ Id }, request) => request === 1 && (Id === '1' || Id === '3'),
    );
    await queue.send(messages(5));
    expect(requests.map((request) => request.map((entry) => entry.MessageBody))).toEqual([
      ['{"number":0}', '{"number":1}', '{"number":2}', '{"number":3}', '{"number":4}'],
      ['{"number":1}', '{"number":3}'],
    ]);
  });

  it('throws if entries still fail after the last attempt', async () => {
    const { requests, queue } = await queueThatRefuses(({ Id }) => Id === '0');
    await expect(queue.send(messages(2))).rejects.toBeInstanceOf(Unavailable);
    expect(requests).toHaveLength(3);
  });
});

/** A queue of a real queue server, and what a worker that is fed from it would get now. */
async function realQueue() {
  const queues = await startQueues(undefined);
  const client = clientAt(queues.upstream.url.href);
  onTestFinished(async () => {
    client.destroy();
    await queues.stop();
  });
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'members' }));
  const receive = async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return Messages.map(({ Body, ReceiptHandle = '', Attributes }) => ({
      body: Body,
      receiptHandle: ReceiptHandle,
      attempt: Attributes?.ApproximateReceiveCount,
    }));
  };
  return { queue: sqsQueue(QueueUrl, client), receive };
}

describe('Postponing messages', () => {
  it('delays each by its own seconds, and counts another attempt', async () => {
    const { queue, receive } = await realQueue();
    await queue.send(messages(3));
    const received = await receive();
    expect(received.map(({ attempt }) => attempt)).toEqual(['1', '1', '1']);
    const seconds = [600, 0, 600];
    await queue.postpone(
      received.map(({ receiptHandle }, index) => ({ receiptHandle, seconds: seconds[index] ?? 0 })),
    );
    expect(await receive()).toMatchObject([{ body: received[1]?.body, attempt: '2' }]);
    expect(await receive()).toEqual([]);
  });

  it('throws if a 200 answer lists some as failed, and postpones the others', async () => {
    const { queue, receive } = await realQueue();
    await queue.send(messages(1));
    const [message] = await receive();
    const postponed = ['unknown', message?.receiptHandle ?? ''].map((receiptHandle) => ({
      receiptHandle,
      seconds: 0,
    }));
    await expect(queue.postpone(postponed)).rejects.toBeInstanceOf(Unavailable);
    expect(await receive()).toMatchObject([{ attempt: '2' }]);
  });
});
