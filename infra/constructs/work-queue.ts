import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterRetention, maxReceiveCount, visibilityTimeoutOf } from '../../shared/messages/timing.ts';
import type { ContactFunction, Grant } from './contact-function.ts';

/** The most messages that Lambda hands to a function at once without waiting for more. */
const batchSize = 10;

export interface WorkQueueProps {
  /** The timeout of the function that the queue feeds, in seconds: the visibility timeout derives from it. */
  readonly workerTimeout: number;
  /** How long a message is kept, in seconds. */
  readonly retention: number;
  /** The timeout of the function that is fed with the dead letters, if there is one. */
  readonly deadLetterWorkerTimeout?: number;
}

export interface FeedOptions {
  /** How many batches are worked at once, at the most. */
  readonly concurrency?: number;
}

/**
 * A queue of work and where its messages go that nobody could do. Dead letters that a function works are themselves
 * parked when that fails too, so that no message is ever in a loop.
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
      ...(parked !== undefined && { deadLetterQueue: { queue: parked, maxReceiveCount } }),
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

  /** Leave to send to the queue. */
  grantSend(): Grant {
    return { actions: ['sqs:SendMessage'], resource: this.queue.queueArn };
  }

  /** Leave to let messages that were received come again at another time than the queue's own. */
  grantPostpone(): Grant {
    return { actions: ['sqs:ChangeMessageVisibility'], resource: this.queue.queueArn };
  }

  /** Leave that Lambda needs to feed a function from the queue. */
  grantReceive(): Grant {
    return receiving(this.queue);
  }

  /** The same for the dead letters. */
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

/** The grants are the function's own data: the event source adds none. */
function feed(queue: Queue, worker: ContactFunction, maxConcurrency?: number): void {
  worker.function.addEventSourceMapping(`From${queue.node.id}`, {
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    ...(maxConcurrency !== undefined && { maxConcurrency }),
  });
}
