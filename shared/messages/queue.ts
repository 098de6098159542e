/** A message to send: a body and, where given, a delay and the tenant it belongs to. */
export interface OutgoingMessage {
  readonly body: unknown;
  /** Whole seconds, 0 to 900; 0 by default. */
  readonly delaySeconds?: number;
  /** Messages of one tenant do not make another's wait (fair queues). */
  readonly tenant?: string;
}

/** A queue that functions send to. */
export interface Queue {
  /** Sends all of them, in no order. Throws `Unavailable` if any could not be sent; some may then have been. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}

/** A message in a worker's hands, to be left alone for some time before it comes again. */
export interface Postponed {
  readonly receiptHandle: string;
  /** Whole seconds. */
  readonly seconds: number;
}

/** A queue that a worker is fed from. */
export interface FeedingQueue {
  /** Lets at most ten messages come again at other times than the queue's own. Throws when it cannot for all of them. */
  postpone(messages: readonly Postponed[]): Promise<void>;
}
