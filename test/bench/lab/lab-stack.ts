import type { LocalIssuer } from '../../../infra/laptop/issuer.ts';
import { startQueues } from '../../../infra/local/sqs/queue-server.ts';
import { startLocalStack, type LocalStack } from '../../../infra/local/stack.ts';
import { Queues } from './queues.ts';

export interface LabStack extends Pick<LocalStack, 'url' | 'meter' | 'stop'> {
  readonly queues: Queues;
}

const oneHour = 3_600;

export interface LabStackOptions {
  readonly assembly: string;
  readonly issuer: LocalIssuer;
  readonly databaseEndpoint: string;
  readonly untimed: boolean;
}

/** Starts a stack with queues of its own: a receive that a stopped stack left behind would swallow a message. */
export async function startLabStack(options: LabStackOptions): Promise<LabStack> {
  const { assembly, issuer, databaseEndpoint, untimed } = options;
  const server = await startQueues(undefined);
  try {
    // Both variables point a stack at existing servers.
    process.env['DYNAMODB_ENDPOINT'] = databaseEndpoint;
    process.env['SQS_ENDPOINT'] = server.upstream.url.href;
    const stack = await startLocalStack({
      assembly,
      port: 0,
      issuer,
      log: () => {},
      metered: true,
      untimed,
      // On a busy machine, due work would take slow steps for lost ones and send them again.
      ...(untimed && { tickSeconds: oneHour }),
    });
    return {
      url: stack.url,
      meter: stack.meter,
      queues: new Queues(server.upstream),
      async stop() {
        await stack.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
