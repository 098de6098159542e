import { megabytesPerProcessor, throttledRetry } from '../aws/aws-model.ts';
import { processorRatio } from '../aws/processor-time.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One execution environment of a function: its share of a processor, and its client's tokens for retries. */
export class Environment {
  readonly #time: VirtualTime;
  readonly #speed: number;
  #freeAt = 0;
  /** Tokens that a retry takes and its success gives back. */
  retryTokens: number = throttledRetry.tokens;
  /** Set once the function has run out of time: none of its requests is answered any more. */
  isKilled = false;

  constructor(time: VirtualTime, memoryMegabytes: number) {
    this.#time = time;
    this.#speed = Math.min(1, memoryMegabytes / megabytesPerProcessor) / processorRatio;
  }

  /** Uses the processor for this long after what it has to do before, and returns when that is done. */
  busyUntil(milliseconds: number): number {
    this.#freeAt = Math.max(this.#time.now, this.#freeAt) + milliseconds / this.#speed;
    return this.#freeAt;
  }
}
