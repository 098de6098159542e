interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Everything that runs between two events is promises: this comes after all of them. */
const afterPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that jumps from one event to the next, in milliseconds. No event waits for the wall clock. */
export class VirtualTime {
  now: number;
  readonly #heap: Event[] = [];
  #order = 0;

  constructor(start: Date) {
    this.now = start.getTime();
  }

  readonly clock = { now: () => new Date(this.now) };

  /** Has something happen at a time; at once if that has passed. */
  at(time: number, happen: () => void): void {
    this.#push({ at: Math.max(time, this.now), order: this.#order++, happen });
  }

  until(time: number): Promise<void> {
    return new Promise((resolve) => this.at(time, resolve));
  }

  wait(milliseconds: number): Promise<void> {
    return this.until(this.now + milliseconds);
  }

  /** Lets everything happen until `isDone`. Throws if that is not so after `limit` milliseconds. */
  async run(isDone: () => boolean, limit: number): Promise<void> {
    const end = this.now + limit;
    await afterPromises();
    while (!isDone()) {
      const event = this.#pop();
      if (event === undefined) throw new Error('Nothing is left to happen.');
      if (event.at > end) throw new Error(`Not done after ${limit / 1_000} seconds of virtual time.`);
      this.now = event.at;
      event.happen();
      await afterPromises();
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, event)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      const left = heap[below];
      if (left === undefined) break;
      const right = heap[below + 1];
      const child = right !== undefined && isBefore(right, left) ? right : left;
      if (child === right) below += 1;
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
