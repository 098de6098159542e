import type { JsonObject } from '../cloudformation/json.ts';
import type { RuleDescription, TargetDescription } from './rule-description.ts';
import { Shuffler } from './shuffler.ts';

/** How long a round waits for more events, so that there is something to shuffle. */
const roundMilliseconds = 20;

export interface EventBusesOptions {
  readonly buses: readonly string[];
  readonly rules: readonly RuleDescription[];
  readonly random: () => number;
  /** Delivers an event to a target. Never throws. */
  readonly deliver: (target: TargetDescription, event: JsonObject) => void;
}

/** Takes events and delivers them to the targets of the rules that they match, in any order and now and then twice. */
export class EventBuses {
  readonly #options: EventBusesOptions;
  readonly #deliveries: Shuffler<{ target: TargetDescription; event: JsonObject }>;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: EventBusesOptions) {
    this.#options = options;
    this.#deliveries = new Shuffler(options.random);
  }

  has(busArn: string): boolean {
    return this.#options.buses.includes(busArn);
  }

  /** Takes an event. Its deliveries come later. */
  put(busArn: string, event: JsonObject): void {
    for (const rule of this.#options.rules) {
      if (rule.busArn !== busArn || !rule.matches(event)) continue;
      for (const target of rule.targets) this.#deliveries.add({ target, event });
    }
    this.#schedule();
  }

  /** Ends the deliveries. Events that wait are lost. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#deliveries.isEmpty || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const { target, event } of this.#deliveries.next()) this.#options.deliver(target, event);
      this.#schedule();
    }, roundMilliseconds);
  }
}
