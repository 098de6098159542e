import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { Event } from '../../../shared/domain/event.ts';
import { serverError, success } from '../gate/answers.ts';
import type { History } from '../invariants/history.ts';
import type { JsonObject } from '../gate/json.ts';
import type { WireAnswer } from '../gate/wire.ts';
import { mustHold } from '../violation.ts';

const PutEvents = z.object({
  Entries: z
    .array(
      z.object({
        EventBusName: z.literal('bus'),
        Source: z.literal('contacts'),
        DetailType: z.string(),
        /** Seconds. */
        Time: z.number(),
        Detail: z.string(),
      }),
    )
    .min(1)
    .max(10),
});

/** A bus that keeps what it accepted, and knows nothing but what it is sent. */
export class FakeEventBus {
  /** In the order in which they were accepted; one that comes again is there again. */
  readonly accepted: Event[] = [];
  /** Virtual milliseconds. */
  isDownUntil = 0;
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  /** @throws Violation for an event that is not in the table as it is published (6) */
  answer(input: JsonObject, now: number): WireAnswer {
    if (now < this.isDownUntil) return serverError();
    const { Entries } = PutEvents.parse(input);
    for (const { Detail, DetailType, Time } of Entries) {
      const event = Event.parse(JSON.parse(Detail));
      const { eventId, type, at } = event;
      const isStored = isDeepStrictEqual(this.#history.storedEvents.get(eventId)?.event, event);
      mustHold(6, isStored, () => `an event is published that is not in the table: ${Detail}`);
      const isNamed = DetailType === type && Math.floor(Time) === Math.floor(Date.parse(at) / 1_000);
      mustHold(6, isNamed, () => `${eventId} is published as ${DetailType} at ${Time}`);
      this.accepted.push(event);
      this.#history.acceptedEvents.add(eventId);
    }
    return success({ FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: String(index) })) });
  }
}
