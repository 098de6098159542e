import type { Event } from '../../../shared/domain/event.ts';
import { mustHold } from '../violation.ts';

type StateAfter = Readonly<Record<string, string>>;

/** Which events may follow a state, and the state after each. `same` leaves it as it is. */
const ofChange: Readonly<Record<string, StateAfter>> = {
  none: { requested: 'awaiting-consent' },
  'awaiting-consent': {
    'consent-accepted': 'same',
    'consent-refused': 'refused',
    reminded: 'same',
    scheduled: 'scheduled',
    effective: 'propagating',
    cancelled: 'cancelled',
    expired: 'expired',
    rejected: 'rejected',
  },
  scheduled: {
    'consent-refused': 'refused',
    effective: 'propagating',
    cancelled: 'cancelled',
    rejected: 'rejected',
  },
  propagating: { completed: 'completed', 'completed-with-failures': 'completed-with-failures' },
  // A failed member may take it before the retry, or without one.
  'completed-with-failures': { retried: 'propagating', completed: 'completed' },
};

const ofReassignment: Readonly<Record<string, StateAfter>> = {
  none: { requested: 'awaiting-consent' },
  'awaiting-consent': {
    'consent-accepted': 'same',
    'consent-refused': 'refused',
    reminded: 'same',
    scheduled: 'scheduled',
    started: 'running',
    cancelled: 'cancelled',
    expired: 'expired',
  },
  scheduled: { 'consent-refused': 'refused', started: 'running', cancelled: 'cancelled' },
  running: {
    completed: 'completed',
    'completed-with-failures': 'completed-with-failures',
    cancelled: 'cancelled',
  },
  'completed-with-failures': { retried: 'running' },
};

export interface Followed {
  readonly state: string;
  readonly events: number;
}

/** Someone who is subscribed: gets events in any order, now and then twice, and knows nothing else. */
export class Consumer {
  readonly #events = new Map<string, Event>();

  deliver(event: Event): void {
    this.#events.set(event.eventId, event);
  }

  /** What it makes of the events of each change and reassignment, by sequence. */
  follow(): Map<string, Followed> {
    const followed = new Map<string, Followed>();
    const events = [...this.#events.values()].toSorted((a, b) => a.sequence - b.sequence);
    for (const event of events) {
      if ('services' in event && 'groupId' in event && !('changeId' in event)) continue;
      const id = 'changeId' in event ? event.changeId : event.reassignmentId;
      const { state, events: count } = followed.get(id) ?? { state: 'none', events: 0 };
      const { type, sequence, eventId } = event;
      mustHold(6, sequence === count + 1, () => `${eventId} is the event ${count + 1} of ${id}`);
      const next = ('changeId' in event ? ofChange : ofReassignment)[state]?.[type.split('.')[1] ?? ''];
      mustHold(6, next !== undefined, () => `${type} of ${id}, which is ${state}`);
      followed.set(id, { state: next === 'same' ? state : next, events: count + 1 });
    }
    return followed;
  }
}
