import { Duration } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { readSettings } from '../../../infra/environments.ts';
import {
  maxReceiveCount,
  memberFunctionTimeout,
  visibilityTimeoutOf,
} from '../../../shared/messages/timing.ts';

export interface PeerProps {
  readonly table: ITable;
  readonly codeOf: (name: string) => Code;
  /** It receives the change. */
  readonly dispatcher: string;
  /** It handles the members' messages, if there are any. */
  readonly worker?: PeerWorker;
}

export interface PeerWorker {
  readonly code: string;
  readonly batchSize: number;
  /** Seconds in which a batch is filled; Lambda requires it for more than ten. */
  readonly window?: number;
}

/** The timeouts and the concurrency of the system. */
const { propagationConcurrency } = readSettings('local');
const memberTimeout = memberFunctionTimeout(false);
/** Lambda's maximum, for dispatchers. */
const longestTimeout = 900;
const memoryMegabytes = 512;

/** A peer: a queue of changes and perhaps one of members, each with its function. */
export class Peer extends Construct {
  readonly #worker: LambdaFunction;

  constructor(scope: Construct, id: string, { table, codeOf, dispatcher, worker }: PeerProps) {
    super(scope, id);
    const create = (name: string, code: string, timeout: number, environment = {}) =>
      new LambdaFunction(this, name, {
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        code: codeOf(code),
        handler: 'index.handler',
        timeout: Duration.seconds(timeout),
        memorySize: memoryMegabytes,
        environment: { TABLE_NAME: table.tableName, ...environment },
      });
    const changes = this.#queue('Changes', longestTimeout);
    const members = worker && this.#queue('Members', memberTimeout);
    const first = create(
      'Dispatch',
      dispatcher,
      longestTimeout,
      members && { MEMBER_QUEUE_URL: members.queueUrl },
    );
    first.addEventSource(new SqsEventSource(changes, { batchSize: 1 }));
    table.grant(first, 'dynamodb:Query', 'dynamodb:UpdateItem');
    this.#worker = first;
    if (worker === undefined || members === undefined) return;
    members.grantSendMessages(first);
    this.#worker = create('Worker', worker.code, memberTimeout, {
      MEMBER_QUEUE_URL: members.queueUrl,
    });
    members.grantSendMessages(this.#worker);
    const { batchSize, window } = worker;
    this.#worker.addEventSource(
      new SqsEventSource(members, {
        batchSize,
        ...(window !== undefined && { maxBatchingWindow: Duration.seconds(window) }),
        maxConcurrency: propagationConcurrency,
        reportBatchItemFailures: batchSize > 1,
      }),
    );
    table.grant(this.#worker, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  }

  /** Gives the worker a table for its idempotency records. */
  useRecords(records: Table): void {
    this.#worker.addEnvironment('IDEMPOTENCY_TABLE_NAME', records.tableName);
    records.grant(
      this.#worker,
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    );
  }

  #queue(id: string, functionTimeout: number): Queue {
    return new Queue(this, id, {
      visibilityTimeout: Duration.seconds(visibilityTimeoutOf(functionTimeout)),
      deadLetterQueue: { queue: new Queue(this, `${id}DeadLetters`), maxReceiveCount },
    });
  }
}
