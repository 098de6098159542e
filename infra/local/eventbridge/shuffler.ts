/** The share of items that a round holds back, and for how many rounds at most. */
const heldBack = { share: 0.3, rounds: 3 } as const;

/** The share of items that come twice. */
const doubledShare = 0.1;

interface Waiting<Item> {
  readonly item: Item;
  readonly rounds: number;
  readonly again: boolean;
}

/** Gives items out in rounds, in any order, and some of them twice. Each item is given out at least once. */
export class Shuffler<Item> {
  readonly #random: () => number;
  #waiting: Waiting<Item>[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(item: Item): void {
    this.#waiting.push({ item, rounds: 0, again: false });
  }

  /** The items of the next round. */
  next(): Item[] {
    const round = this.#waiting;
    this.#waiting = [];
    const out: Item[] = [];
    for (const { item, rounds, again } of round) {
      if (rounds < heldBack.rounds && this.#random() < heldBack.share) {
        this.#waiting.push({ item, rounds: rounds + 1, again });
        continue;
      }
      // A random place among those before it: every order is possible.
      out.splice(Math.floor(this.#random() * (out.length + 1)), 0, item);
      if (!again && this.#random() < doubledShare) this.#waiting.push({ item, rounds: 0, again: true });
    }
    return out;
  }
}
