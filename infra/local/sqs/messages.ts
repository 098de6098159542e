import * as z from 'zod';
import { place } from '../cloudformation/place.ts';

const messageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MD5OfMessageAttributes: z.string().optional(),
  MessageAttributes: z.record(z.string(), messageAttribute).default({}),
});

export const receivedMessages = z.object({ Messages: z.array(message).default([]) });

export type Message = z.infer<typeof message>;

export function queueEvent(queueArn: string, messages: readonly Message[]): unknown {
  return { Records: messages.map((received) => queueRecord(queueArn, received)) };
}

function queueRecord(queueArn: string, received: Message): unknown {
  const messageAttributes = Object.entries(received.MessageAttributes).map(([name, attribute]) => [
    name,
    {
      stringValue: attribute.StringValue,
      binaryValue: attribute.BinaryValue,
      stringListValues: [],
      binaryListValues: [],
      dataType: attribute.DataType,
    },
  ]);
  return {
    messageId: received.MessageId,
    receiptHandle: received.ReceiptHandle,
    body: received.Body,
    attributes: received.Attributes,
    messageAttributes: Object.fromEntries(messageAttributes),
    md5OfBody: received.MD5OfBody,
    md5OfMessageAttributes: received.MD5OfMessageAttributes,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: place.region,
  };
}
