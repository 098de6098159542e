import type { NextTick } from './expression.ts';

/** The longest delay of a timer. A later tick takes several timers. */
const longestDelay = 2 ** 31 - 1;

/** Runs work at each tick. It skips a tick that comes while the work still runs. */
export class Ticker {
  readonly #next: NextTick;
  readonly #work: () => Promise<unknown>;
  #timer: NodeJS.Timeout | undefined;
  #working = false;

  constructor(next: NextTick, work: () => Promise<unknown>, firstAfterMilliseconds: number) {
    this.#next = next;
    this.#work = work;
    this.#wait(Date.now() + firstAfterMilliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(moment: number): void {
    this.#timer = setTimeout(
      () => {
        if (Date.now() < moment) this.#wait(moment);
        else this.#tick(moment);
      },
      Math.min(Math.max(0, moment - Date.now()), longestDelay),
    );
  }

  #tick(moment: number): void {
    if (!this.#working) {
      this.#working = true;
      void this.#work().finally(() => {
        this.#working = false;
      });
    }
    const next = this.#next(moment);
    // Ticks missed while the machine was asleep are not made up for.
    if (next !== undefined) this.#wait(Math.max(next, Date.now()));
  }
}
