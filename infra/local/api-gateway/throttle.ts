/** A token bucket: so many requests a second, so many at once. */
export class Throttle {
  readonly #ratePerSecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt = performance.now();

  /** @param limits without a rate and a burst nothing is held back; one of the two stands for the other */
  constructor({ ratePerSecond, burst }: { ratePerSecond: number | undefined; burst: number | undefined }) {
    this.#ratePerSecond = ratePerSecond ?? burst ?? Infinity;
    this.#burst = burst ?? ratePerSecond ?? Infinity;
    this.#tokens = this.#burst;
  }

  /** Takes a token; false when there is none. */
  admits(): boolean {
    if (this.#burst === Infinity) return true;
    const now = performance.now();
    this.#tokens = Math.min(
      this.#burst,
      this.#tokens + ((now - this.#filledAt) / 1000) * this.#ratePerSecond,
    );
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
