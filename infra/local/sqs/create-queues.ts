import * as z from 'zod';
import type { Upstream } from '../aws-api/upstream.ts';
import { Refusal } from '../lib/refusal.ts';
import type { QueueDescription } from './queue-description.ts';
import { queuesPath } from './queue-url.ts';

const created = z.object({ QueueUrl: z.url() });
const attributes = z.object({ Attributes: z.object({ QueueArn: z.string() }) });

/** Dead-letter queues come first, because their ARN on this server may differ from the template's. */
export async function createQueues(server: Upstream, queues: readonly QueueDescription[]): Promise<void> {
  const serverArns = new Map<string, string>();
  const create = async (queue: QueueDescription): Promise<string> => {
    const known = serverArns.get(queue.arn);
    if (known !== undefined) return known;
    const serverArn = await createQueue(server, queue, await redrivePolicy(queue));
    serverArns.set(queue.arn, serverArn);
    return serverArn;
  };
  const redrivePolicy = async ({ name, redrive }: QueueDescription): Promise<Record<string, string>> => {
    if (redrive === undefined) return {};
    const deadLetters = queues.find(({ arn }) => arn === redrive.deadLetterArn);
    if (deadLetters === undefined)
      throw new Refusal(`queue ${name}: no dead-letter queue ${redrive.deadLetterArn}`);
    const policy = {
      deadLetterTargetArn: await create(deadLetters),
      maxReceiveCount: redrive.maxReceiveCount,
    };
    return { RedrivePolicy: JSON.stringify(policy) };
  };
  for (const queue of queues) await create(queue);
}

async function createQueue(
  server: Upstream,
  { name, attributes: given }: QueueDescription,
  redrive: Record<string, string>,
): Promise<string> {
  const answer = await server.call('AmazonSQS.CreateQueue', {
    QueueName: name,
    Attributes: { ...given, ...redrive },
  });
  const { QueueUrl } = created.parse(answer);
  const path = `${queuesPath}/${name}`;
  if (new URL(QueueUrl).pathname !== path)
    throw new Refusal(`the server calls queue ${name} ${QueueUrl}, not ${path}`);
  const described = await server.call('AmazonSQS.GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['QueueArn'],
  });
  return attributes.parse(described).Attributes.QueueArn;
}
