/** A token bucket with a rate and a burst. */
export class Throttle {
  readonly #ratePerSecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt = performance.now();

  /** @param limits if only one of rate and burst is given, it is used for both; without either, there is no limit */
  constructor({ ratePerSecond, burst }: { ratePerSecond: number | undefined; burst: number | undefined }) {
    this.#ratePerSecond = ratePerSecond ?? burst ?? Infinity;
    this.#burst = burst ?? ratePerSecond ?? Infinity;
    this.#tokens = this.#burst;
  }

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
