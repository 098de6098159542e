import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { place } from '../../../infra/local/cloudformation/place.ts';
import { invocationContext, type IncomingAnswer, type OutgoingCall } from './invocation.ts';

/** What an SDK client hands to its transport. */
const SdkRequest = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});

/** SES names its operation by the path. The product uses this one alone. */
const targetOf: Partial<Record<OutgoingCall['service'], string>> = { mail: 'SES.SendEmail' };

/** Every request passes the gate of its run. */
const gatedTransport = (service: OutgoingCall['service']) => ({
  metadata: { handlerProtocol: 'http/1.1' },
  async handle(request: unknown) {
    const { headers, body } = SdkRequest.parse(request);
    const context = invocationContext.getStore();
    if (context === undefined) throw new Error('A gated client is used outside any invocation.');
    const answer = await context.call({
      service,
      target: headers['x-amz-target'] ?? targetOf[service] ?? '',
      contentType: headers['content-type'] ?? '',
      body: typeof body === 'string' ? body : new TextDecoder().decode(body),
    });
    return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: bodyOf(answer) } };
  },
  destroy() {},
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
});

function bodyOf({ body, isCutOff }: IncomingAnswer): Uint8Array | Readable {
  if (!isCutOff) return Buffer.from(body);
  return Readable.from(firstHalf(body));
}

function* firstHalf(body: string): Generator<Buffer> {
  yield Buffer.from(body.slice(0, body.length / 2));
  throw connectionReset();
}

/** Node's error for a connection that the other side closed. */
export const connectionReset = (): Error =>
  Object.assign(new Error('The connection was reset.'), { code: 'ECONNRESET' });

/** One attempt per call, without SDK retries, so that the functions see every fault. */
const options = {
  region: place.region,
  maxAttempts: 1,
  credentials: { accessKeyId: 'faults', secretAccessKey: 'faults' },
  // No one verifies the signature, and signing takes as long as the call itself.
  signer: { sign: <T>(request: T): Promise<T> => Promise.resolve(request) },
};

/** The SDK's clients as the functions use them, behind the gate. */
export const gatedClients = (endpoints: { database: string; queues: string }) => ({
  database: new DynamoDBClient({
    ...options,
    endpoint: endpoints.database,
    requestHandler: gatedTransport('database'),
  }),
  queues: new SQSClient({ ...options, endpoint: endpoints.queues, requestHandler: gatedTransport('queue') }),
  // The bus and SES are parts of the harness: nothing listens there.
  events: new EventBridgeClient({
    ...options,
    endpoint: 'http://events.invalid',
    requestHandler: gatedTransport('event bus'),
  }),
  mail: new SESv2Client({
    ...options,
    endpoint: 'http://mail.invalid',
    requestHandler: gatedTransport('mail'),
  }),
});
export type GatedClients = ReturnType<typeof gatedClients>;
