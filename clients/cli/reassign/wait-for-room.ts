import { ProblemError } from '../../lib/api/errors.ts';

/** The clock of a run, and its pauses. */
export interface Waiting {
  readonly now: () => Date;
  /** Rejects when the run is to end. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** How long to wait without any success in between. */
  readonly patienceMilliseconds: number;
  /** Is told why it waits. */
  readonly onWait: (reason: string) => void;
}

const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 30_000;

/** What passes by itself: others end, or the API has room again. */
const passes = (error: unknown): error is ProblemError =>
  error instanceof ProblemError &&
  (error.code === 'too-many-open' || error.status === 429 || error.status === 503);

/** Repeats calls while the API has no room for them. */
export class WaitForRoom {
  readonly #waiting: Waiting;
  #lastSuccess: number;

  constructor(waiting: Waiting) {
    this.#waiting = waiting;
    this.#lastSuccess = waiting.now().getTime();
  }

  /** @throws what the call throws, at once if it does not pass, or after nothing had success for the given time */
  async repeat<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const { now, pause, patienceMilliseconds, onWait } = this.#waiting;
    for (let backoff = firstPauseMilliseconds; ; backoff = Math.min(2 * backoff, longestPauseMilliseconds)) {
      try {
        const answer = await call();
        this.#lastSuccess = now().getTime();
        return answer;
      } catch (error) {
        if (!passes(error)) throw error;
        if (now().getTime() - this.#lastSuccess >= patienceMilliseconds) throw error;
        onWait(error.detail);
        await pause(Math.max(backoff, 1_000 * (error.retryAfter ?? 0)));
      }
    }
  }
}
