import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  deadLetterMaxReceiveCount,
  deadLetterRetention,
  maxReceiveCount,
  visibilityTimeoutOf,
} from '../../shared/messages/timing.ts';
import type { ContactFunction, Grant } from './contact-function.ts';

/** The largest batch that Lambda delivers without a batching window. */
const batchSize = 10;

export interface WorkQueueProps {
  /** The timeout of the worker, in seconds. The visibility timeout derives from it. */
  readonly workerTimeout: number;
  /** How long a message is kept, in seconds. */
  readonly retention: number;
  /** The timeout in seconds of the worker for dead letters, if there is one. */
  readonly deadLetterWorkerTimeout?: number;
}

export interface FeedOptions {
  /** The most batches in flight at once. */
  readonly concurrency?: number;
}

/**
 * A work queue and its dead-letter queue. If a worker handles the dead letters, those that fail there too go to a
 * parking queue, so that no message ever loops.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { deadLetterWorkerTimeout } = props;
    const parked = deadLetterWorkerTimeout === undefined ? undefined : this.#create('Parked', {});
    this.deadLetters = this.#create('DeadLetters', {
      ...(deadLetterWorkerTimeout !== undefined && {
        visibilityTimeout: Duration.seconds(visibilityTimeoutOf(deadLetterWorkerTimeout)),
      }),
      ...(parked !== undefined && {
        deadLetterQueue: { queue: parked, maxReceiveCount: deadLetterMaxReceiveCount },
      }),
    });
    this.queue = this.#create('Queue', {
      retentionPeriod: Duration.seconds(props.retention),
      visibilityTimeout: Duration.seconds(visibilityTimeoutOf(props.workerTimeout)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
  }

  #create(id: string, props: ConstructorParameters<typeof Queue>[2]): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.seconds(deadLetterRetention),
      ...props,
    });
  }

  /** Permission to send to the queue. */
  grantSend(): Grant {
    return { actions: ['sqs:SendMessage'], resource: this.queue.queueArn };
  }

  /** Permission to change the visibility timeout of received messages. */
  grantPostpone(): Grant {
    return { actions: ['sqs:ChangeMessageVisibility'], resource: this.queue.queueArn };
  }

  /** The permission that Lambda needs to feed a worker from the queue. */
  grantReceive(): Grant {
    return receiving(this.queue);
  }

  /** The same for the dead-letter queue. */
  grantReceiveDeadLetters(): Grant {
    return receiving(this.deadLetters);
  }

  /** Feeds the worker from the queue. */
  feed(worker: ContactFunction, { concurrency }: FeedOptions = {}): void {
    feed(this.queue, worker, concurrency);
  }

  /** Feeds the worker with the dead letters. */
  feedDeadLetters(worker: ContactFunction): void {
    feed(this.deadLetters, worker);
  }
}

const receiving = (queue: Queue): Grant => ({
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  resource: queue.queueArn,
});

/** Adds the event source without CDK's automatic grants: the worker states its own. */
function feed(queue: Queue, worker: ContactFunction, maxConcurrency?: number): void {
  worker.function.addEventSourceMapping(`From${queue.node.id}`, {
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    ...(maxConcurrency !== undefined && { maxConcurrency }),
  });
}
