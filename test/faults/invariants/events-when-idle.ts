import { Consumer } from '../bus/consumer.ts';
import type { Run } from '../run/run.ts';
import { Random } from '../schedule/random.ts';
import { mustHold } from '../violation.ts';
import type { TableView } from './table-view.ts';

/**
 * Every event of the table was accepted (1), and who gets them in any order, some twice, knows how each change and
 * reassignment ended (6).
 */
export function checkEventsWhenIdle(view: TableView, { bus, parts }: Run): void {
  const { history, choices } = parts;
  for (const {
    event: { eventId, type },
  } of history.storedEvents.values())
    mustHold(1, history.acceptedEvents.has(eventId), () => `the bus was never sent ${eventId}, ${type}`);
  const consumer = new Consumer();
  const random = new Random(choices.integer('order in which events arrive', 0, 999));
  const arriving = bus.accepted.map((event) => ({ event, at: random.next() }));
  for (const { event, at } of arriving.toSorted((a, b) => a.at - b.at)) {
    consumer.deliver(event);
    if (at > 0.7) consumer.deliver(event);
  }
  const followed = consumer.follow();
  for (const { changeId, state, eventCount } of view.changes()) {
    const { state: known, events } = followed.get(changeId) ?? {};
    const isTrue = known === state && events === eventCount;
    mustHold(6, isTrue, () => `${changeId} is ${state}, and its ${events} events say ${known}`);
  }
  for (const { reassignmentId, state, eventCount } of view.reassignments()) {
    const { state: known, events } = followed.get(reassignmentId) ?? {};
    const isTrue = known === state && events === eventCount;
    mustHold(6, isTrue, () => `${reassignmentId} is ${state}, and its ${events} events say ${known}`);
  }
}
