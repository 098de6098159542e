import type { Upstream } from '../aws-api/upstream.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Meter } from '../lib/meter.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Model } from '../cloudformation/model.ts';
import { Poller } from './poller.ts';
import { queuesPath } from './queue-url.ts';

/** Lambda's pollers need these permissions in the function's role. */
const neededActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const mostConcurrent = 2;

export interface PollersOptions {
  readonly model: Model;
  readonly functions: Functions;
  readonly server: Upstream;
  readonly meter: Meter;
  readonly log: (line: string) => void;
}

/** Throws a Refusal for a mapping without its queue, or whose function may not read the queue. */
export function checkMappings({ mappings, queues, roles }: Model, functions: Functions): void {
  for (const { queueArn, functionName } of mappings) {
    const { name, roleArn } = functions.describe(functionName);
    if (!queues.some(({ arn }) => arn === queueArn))
      throw new Refusal(`${name} is fed from ${queueArn}: no such queue`);
    const missing = neededActions.find((action) => roles.get(roleArn)?.allows(action, queueArn) !== true);
    if (missing !== undefined)
      throw new Refusal(`the role of ${name} does not allow ${missing} on ${queueArn}`);
  }
}

export function startPollers({ model, functions, server, meter, log }: PollersOptions): Poller[] {
  return model.mappings.map((mapping) => {
    const queue = model.queues.find(({ arn }) => arn === mapping.queueArn);
    const pool = functions.pool(mapping.functionName);
    return new Poller({
      mapping,
      queueUrl: new URL(`${queuesPath}/${queue?.name ?? ''}`, server.url).href,
      server,
      invoke: (event) => pool.invoke(event),
      concurrency: Math.min(mapping.maximumConcurrency ?? mostConcurrent, mostConcurrent, pool.concurrency),
      meter,
      log,
    });
  });
}
