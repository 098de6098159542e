import type { Simulation } from '../simulation.ts';

/** What kept the rows of members from being written sooner, at one moment. */
export type Bound =
  | 'table'
  | 'hot partition'
  | 'concurrency'
  | 'pollers grow'
  | 'held back'
  | 'chain of steps';

const periodMilliseconds = 100;
/** A key that takes this share of what a partition can is hot. */
const hotShare = 0.9;

/** Looks ten times a second at what the propagation waits for. */
export class BoundWatch {
  readonly #simulation: Simulation;
  readonly #counts = new Map<Bound, number>();
  #throttled = 0;
  #isOver = false;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#look();
  }

  /** What bounds it most of the time so far, and for which share of it. */
  most(): { readonly bound: Bound; readonly share: number } {
    const all = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const [[bound, count] = ['chain of steps', 0] as const] = [...this.#counts].toSorted(
      ([, a], [, b]) => b - a,
    );
    return { bound, share: all === 0 ? 0 : count / all };
  }

  stop(): void {
    this.#isOver = true;
  }

  #look(): void {
    const { time } = this.#simulation;
    time.at(time.now + periodMilliseconds, () => {
      if (this.#isOver) return;
      const bound = this.#bound();
      this.#counts.set(bound, (this.#counts.get(bound) ?? 0) + 1);
      this.#look();
    });
  }

  #bound(): Bound {
    const { table, memberQueue, changeQueue, sources } = this.#simulation;
    const { throttled } = table.throughput;
    const before = this.#throttled;
    this.#throttled = throttled;
    if (throttled > before) return table.throughput.hottest().share >= hotShare ? 'hot partition' : 'table';
    if (memberQueue.visibleCount > 0)
      return sources.members.pollers >= sources.members.options.concurrency ? 'concurrency' : 'pollers grow';
    return sources.steps.busy === 0 && changeQueue.delayedCount > 0 ? 'held back' : 'chain of steps';
  }
}
