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
