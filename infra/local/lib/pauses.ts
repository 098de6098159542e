import { setTimeout as pause } from 'node:timers/promises';

/** Pauses that all end when the stack stops. */
export class Pauses {
  readonly #stopping = new AbortController();

  /** Resolves to whether the time has passed: not if the stack stops before. */
  async wait(milliseconds: number): Promise<boolean> {
    try {
      await pause(milliseconds, undefined, { signal: this.#stopping.signal });
      return true;
    } catch {
      return false;
    }
  }

  stop(): void {
    this.#stopping.abort();
  }
}
