import { total, type Meter } from '../../../infra/local/lib/meter.ts';
import { matching } from './counts.ts';

const lookEveryMilliseconds = 10;

/** Watches the meter, and so knows when the last member was written without asking the database. */
export class PropagationWatch {
  readonly #meter: Meter;
  readonly #writers: RegExp;
  readonly #timer: NodeJS.Timeout;
  readonly #started = performance.now();
  #units: number;
  #lastChange = this.#started;

  /** @param writers the names of the functions whose writes count */
  constructor(meter: Meter, writers: RegExp) {
    this.#meter = meter;
    this.#writers = writers;
    this.#units = this.#written();
    this.#timer = setInterval(() => this.#look(), lookEveryMilliseconds);
  }

  /** Seconds from the start to the last write, to a hundredth. Throws if there was none. */
  stop(): number {
    clearInterval(this.#timer);
    this.#look();
    if (this.#lastChange === this.#started)
      throw new Error(`Nothing of ${this.#writers} has written anything.`);
    return (this.#lastChange - this.#started) / 1_000;
  }

  #look(): void {
    const units = this.#written();
    if (units === this.#units) return;
    this.#units = units;
    this.#lastChange = performance.now();
  }

  #written(): number {
    return total(matching(this.#meter.snapshot().writeUnits, this.#writers));
  }
}
