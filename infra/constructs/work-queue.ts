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
const largestBatch = 10;

export interface WorkQueueProps {
  /** Seconds. The visibility timeout derives from it. */
  readonly workerTimeout: number;
  /** Seconds. */
  readonly retention: number;
  /** Seconds. */
  readonly deadLetterWorkerTimeout?: number;
}

export interface FeedOptions {
  /** Batches in flight at once. */
  readonly concurrency: number;
  /** Messages. Default: as many as Lambda delivers without waiting. */
  readonly batchSize?: number;
}

/** A queue and its dead-letter queue. If the worker of dead letters fails too, they go to a parking queue. */
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

  grantSend(): Grant {
    return { actions: ['sqs:SendMessage'], resource: this.queue.queueArn };
  }

  grantPostpone(): Grant {
    return { actions: ['sqs:ChangeMessageVisibility'], resource: this.queue.queueArn };
  }

  grantReceive(): Grant {
    return receiving(this.queue);
  }

  grantReceiveDeadLetters(): Grant {
    return receiving(this.deadLetters);
  }

  feed(worker: ContactFunction, options: FeedOptions): void {
    feed(this.queue, worker, options);
  }

  feedDeadLetters(worker: ContactFunction, options: FeedOptions): void {
    feed(this.deadLetters, worker, options);
  }
}

const receiving = (queue: Queue): Grant => ({
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  resource: queue.queueArn,
});

/** Adds the event source without CDK's automatic grants: the worker states its own. */
function feed(
  queue: Queue,
  worker: ContactFunction,
  { concurrency, batchSize = largestBatch }: FeedOptions,
): void {
  worker.function.addEventSourceMapping(`From${queue.node.id}`, {
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    maxConcurrency: concurrency,
  });
}
