import { awsCall } from '../../../shared/runtime/time-budgets.ts';

/**
 * What the simulation assumes of AWS. Each number names its source; all were looked up on 2026-11-28. A number without
 * a published source says so, and is on the slow side. The addresses of AWS's documentation are shortened:
 *
 *     dynamodb/  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/
 *     lambda/    https://docs.aws.amazon.com/lambda/latest/dg/
 *     sqs/       https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/
 */

/** A latency in milliseconds, distributed log-normally. */
export interface Latency {
  readonly median: number;
  readonly p99: number;
}

/**
 * "You can expect an average latency in single-digit milliseconds" of atomic operations, inside DynamoDB:
 * https://repost.aws/knowledge-center/dynamodb-high-latency. The network and the tail are assumed.
 */
export const tableLatency = {
  get: { median: 4, p99: 15 },
  getMany: { median: 8, p99: 30 },
  query: { median: 8, p99: 30 },
  put: { median: 5, p99: 20 },
  update: { median: 5, p99: 20 },
  delete: { median: 5, p99: 20 },
  /** Two phases: assumed to take twice as long. */
  transact: { median: 12, p99: 40 },
} as const satisfies Record<string, Latency>;

/** Milliseconds that a megabyte of rows takes in addition. Assumed. */
export const tableMillisecondsPerMegabyte = 40;

/**
 * "The latency from an Amazon EC2-based client to Amazon SQS in the same region averages 20 ms" is the example of
 * sqs/sqs-throughput-horizontal-scaling-and-batching.html.
 */
export const queueLatency: Latency = { median: 18, p99: 60 };

/** A request of a queue takes ten messages at the most: sqs/quotas-messages.html. */
export const messagesPerRequest = 10;

/**
 * A tenant with more than this share of the messages in flight, and at least so many, comes after the others:
 * sqs/sqs-fair-queues-detailed.html.
 */
export const noisyTenant = { share: 0.1, messages: 30 } as const;

/**
 * An event source mapping starts with five batches at a time and adds up to 300 a minute while messages are available:
 * lambda/services-sqs-scaling.html. Taking them away again is not modelled.
 */
export const eventSourceScaling = { first: 5, addedPerMinute: 300 } as const;

/** The default quota of an account: lambda/gettingstarted-limits.html. */
export const accountConcurrency = 1_000;

/** From a received batch to the handler, in an environment that is warm. Assumed; no source. */
export const invokeLatency: Latency = { median: 6, p99: 30 };

/**
 * The start of an environment for a bundle of half a megabyte on Node: 290 ms on average, 640 in the ninetieth
 * percentile: https://gist.github.com/adriantanasa/06a9cbc36744ef0bf946255e9e75efbe (2023-11-20).
 */
export const coldStart: Latency = { median: 250, p99: 1_000 };

/**
 * "At 1,769 MB, a function has the equivalent of one vCPU": lambda/configuration-memory.html.
 * JavaScript runs in one thread, so that more memory does not make it faster.
 */
export const megabytesPerProcessor = 1_769;

/**
 * A partition takes 1,000 write units and 3,000 read units a second, whatever the table takes:
 * dynamodb/warm-throughput-scenarios.html. Partitions that split while they are hot, and burst capacity, are best
 * effort and not modelled.
 */
export const partitionThroughput = { write: 1_000, read: 3_000 } as const;

export interface Throughput {
  readonly write: number;
  readonly read: number;
}

/**
 * A new on-demand table takes 4,000 write units and 12,000 read units a second: the same page. Later it takes twice its
 * former peak at once, or its warm throughput: dynamodb/warm-throughput.html. Growth within a run is not modelled.
 */
export const throughputAtBirth: Throughput = { write: 4_000, read: 12_000 };

/** The default quota of a table: dynamodb/ServiceQuotas.html. */
export const tableQuota: Throughput = { write: 40_000, read: 40_000 };

/** Units: dynamodb/read-write-operations.html. */
export const bytesPerUnit = { write: 1_024, read: 4_096 } as const;

/**
 * How a client retries what was throttled: attempts and the longest first pause in milliseconds, which doubles, as the
 * project sets them; and a client's tokens, of which a retry takes some until it succeeds: `@smithy/core` 3.38.
 */
export const throttledRetry = {
  attempts: awsCall.attempts,
  firstPause: awsCall.throttledPauseMilliseconds,
  tokens: 500,
  cost: 5,
} as const;
