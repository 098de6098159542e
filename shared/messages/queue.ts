export interface OutgoingMessage {
  readonly body: unknown;
  /** Whole seconds from 0 to 900. Default: 0. */
  readonly delaySeconds?: number;
  /** Messages of one tenant do not delay those of another (SQS fair queues). */
  readonly tenant?: string;
}

/** Steps that due work starts anew are one tenant: their number never delays the steps of a caller. */
export const dueWorkTenant = 'due-work';

export interface Queue {
  /** Sends all messages, in no particular order. Throws `Unavailable` if any was not sent; others may have been. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}

export interface Postponed {
  readonly receiptHandle: string;
  /** Whole seconds. */
  readonly seconds: number;
}

export interface FeedingQueue {
  /** Sets the pause of up to ten messages in place of the visibility timeout. Throws if it fails for any of them. */
  postpone(messages: readonly Postponed[]): Promise<void>;
}
