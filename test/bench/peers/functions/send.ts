import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { awsClientOptions, withoutUnusedMiddleware } from '../../../../shared/aws/aws-client.ts';
import { inChunks, mapConcurrently } from '../../../../shared/runtime/chunks.ts';
import { PeerChange, type PeerMember } from './peer-change.ts';
import { memberPages } from './table.ts';

const Settings = z.object({ MEMBER_QUEUE_URL: z.string() });
const QueueUrl = Settings.parse(process.env).MEMBER_QUEUE_URL;
const queues = withoutUnusedMiddleware(new SQSClient(awsClientOptions()));

const width = 8;

export const sendEach = (messages: readonly PeerMember[]): Promise<unknown> =>
  mapConcurrently(messages, width, (message) =>
    queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) })),
  );

export const sendTens = (messages: readonly PeerMember[]): Promise<unknown> =>
  mapConcurrently(inChunks(messages, 10), width, async (batch) => {
    const Entries = batch.map((message, index) => ({ Id: `${index}`, MessageBody: JSON.stringify(message) }));
    const { Failed = [] } = await queues.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`${Failed.length} messages were not sent.`);
  });

/** The handler of a dispatcher: a message to every member of the groups in its event. */
export const dispatcher =
  (send: (messages: readonly PeerMember[]) => Promise<unknown>) =>
  async ({ Records }: SQSEvent): Promise<void> => {
    for (const { body } of Records) {
      const change = PeerChange.parse(JSON.parse(body));
      for await (const page of memberPages(change.groupId)) {
        await send(page.map((serviceId) => ({ ...change, serviceId })));
      }
    }
  };
