import { succeeded } from '../../../infra/local/sqs/batch-response.ts';
import type { Outcome } from '../../../infra/local/lambda/outcome.ts';
import type { Mailbox } from '../queues/mailbox.ts';
import { recordOf, type Delivery, type Message } from '../queues/message.ts';
import { timeoutOf } from '../queues/topology.ts';
import { workBatch } from '../under-test/functions.ts';
import type { Live, Run } from './run.ts';

/** Delivers messages to their function, as Lambda does. Messages without receives left become dead letters. */
export async function feed(
  run: Run,
  mailbox: Mailbox,
  messages: readonly Message[],
  skew = 0,
): Promise<void> {
  const { feeds } = mailbox.shape;
  if (feeds === undefined) return;
  const { mailboxes } = run.parts;
  const spent = messages.filter((message) => mailbox.isSpent(message));
  for (const message of spent) await mailboxes.moveToDeadLetters(mailbox, message, run.time);
  const deliveries = messages
    .filter((message) => !spent.includes(message))
    .map((message) => mailbox.hand(message, run.time));
  deliver(run, mailbox, deliveries, skew);
}

/** Starts the function of the queue with the received messages. */
export function deliver(run: Run, mailbox: Mailbox, deliveries: readonly Delivery[], skew = 0): void {
  const { feeds } = mailbox.shape;
  if (feeds === undefined || deliveries.length === 0) return;
  const event = { Records: deliveries.map((delivery) => recordOf(mailbox.name, delivery)) };
  const timeout = timeoutOf[feeds] * 1_000;
  run.start(
    feeds,
    { timeout, skew },
    (effects) => workBatch(feeds, effects, run.parts.mutation)(event),
    (live) => finish(run, mailbox, deliveries, live),
  );
}

/** Deletes the processed messages. The others return after their visibility timeout. */
async function finish(
  run: Run,
  mailbox: Mailbox,
  deliveries: readonly Delivery[],
  live: Live,
): Promise<void> {
  const outcome = afterAllConsents(live);
  const ids = deliveries.map(({ message }) => message.id);
  const done = new Set(succeeded(ids, outcome, true));
  const isDone = ({ message }: Delivery): boolean => done.has(message.id);
  const dealtWith = deliveries.filter(isDone);
  const left = deliveries.filter((delivery) => !isDone(delivery));
  run.parts.observer.worked(mailbox.name, live, dealtWith, left);
  // A receipt handle of an earlier receive deletes nothing.
  const fresh = dealtWith.filter(
    ({ message, receipt }) => message.state === 'kept' && message.receives === receipt,
  );
  if (fresh.length > 0 && (await run.injects('lose a deletion', `${live.invocation.label} deletion`))) return;
  await mailbox.remove(
    fresh.map(({ message }) => message),
    'deleted',
  );
}

/** The result of an invocation for Lambda. A killed one has failed. */
function afterAllConsents({ outcome }: Live): Outcome {
  if (outcome === undefined || 'error' in outcome) {
    return { ok: false, errorType: 'Error', errorMessage: 'killed, or failed as a whole' };
  }
  return { ok: true, payload: JSON.stringify(outcome.value) };
}
