import type { Writable } from 'node:stream';
import type { Pause } from '../lib/api/retries.ts';

/** Everything outside the program that a command uses. */
export interface Io {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the command is to end. */
  readonly signal: AbortSignal;
  /** The width of the terminal that standard output is; undefined if it is none. */
  readonly columns: number | undefined;
  /** Whether standard error is a terminal, which may show a progress bar. */
  readonly isProgressShown: boolean;
  readonly fetch: typeof fetch;
  /** Waits before a call is sent again, or what is followed is read again. */
  readonly pause: Pause;
  readonly now: () => Date;
}
