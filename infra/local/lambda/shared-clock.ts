/**
 * How far the clock of the functions is ahead of this machine's: all their threads see it move at the same moment.
 */
export class SharedClock {
  /** The memory that the threads read, in milliseconds. */
  readonly ahead = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  readonly #ahead = new Float64Array(this.ahead);

  advance(milliseconds: number): void {
    this.#ahead[0] = (this.#ahead[0] ?? 0) + milliseconds;
  }
}
