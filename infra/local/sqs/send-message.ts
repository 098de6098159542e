import * as z from 'zod';
import type { Upstream } from '../aws-api/upstream.ts';
import { queuesPath } from './queue-url.ts';

export interface OutgoingMessage {
  readonly body: string;
  readonly groupId?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Why a queue did not take a message. */
export interface SendFailure {
  readonly code: string;
  readonly message: string;
  /** Whether it would refuse the message again. */
  readonly permanent: boolean;
}

const errorSchema = z.object({ __type: z.string().default('Unknown'), message: z.string().default('') });

/** Sends a message to a queue of the assembly. Rejects if the server does not answer. */
export async function sendMessage(
  server: Upstream,
  queueArn: string,
  { body, groupId, attributes = {} }: OutgoingMessage,
): Promise<SendFailure | undefined> {
  const request = {
    QueueUrl: new URL(`${queuesPath}/${queueArn.split(':').at(-1)}`, server.url).href,
    MessageBody: body,
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  };
  const answer = await server.send(
    'AmazonSQS.SendMessage',
    'application/x-amz-json-1.0',
    JSON.stringify(request),
  );
  if (answer.status === 200) return undefined;
  const content: unknown = JSON.parse(answer.body.toString('utf8'));
  const { __type, message } = errorSchema.parse(content);
  return { code: __type.split('#').at(-1) ?? __type, message, permanent: answer.status < 500 };
}
