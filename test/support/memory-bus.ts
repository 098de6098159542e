import type { Event } from '../../shared/domain/event.ts';
import type { EventBus } from '../../shared/messages/event-bus.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

/** A bus that keeps what it accepted. */
export class MemoryBus implements EventBus {
  readonly accepted: Event[] = [];
  /** How many further calls are not answered. */
  outages = 0;
  /** How many further calls are carried out, and their answer is lost. */
  lostAnswers = 0;
  /** How many further entries are refused. */
  refusals = 0;

  publish(events: readonly Event[]): Promise<readonly Event[]> {
    if (this.outages > 0) {
      this.outages -= 1;
      return Promise.reject(new Unavailable('The bus is down.'));
    }
    const taken = events.filter(() => this.refusals-- <= 0);
    this.accepted.push(...taken);
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      return Promise.reject(new Unavailable('The answer was lost.'));
    }
    return Promise.resolve(taken);
  }
}
