/** The offset of the functions' clock. It is shared memory, so all threads see a change at the same moment. */
export class SharedClock {
  /** The offset, in milliseconds. */
  readonly ahead = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  readonly #ahead = new Float64Array(this.ahead);

  advance(milliseconds: number): void {
    this.#ahead[0] = (this.#ahead[0] ?? 0) + milliseconds;
  }
}
