import { AsyncLocalStorage } from 'node:async_hooks';
import type { Random } from '../schedule/random.ts';

/** One run of a function, or a client's request to the API. */
export class Invocation {
  readonly name: string;
  readonly number: number;
  /** Virtual milliseconds. */
  readonly startedAt: number;
  /** Virtual milliseconds, after which it is killed. */
  readonly timeout: number;
  /** The skew of its clock, in milliseconds. */
  readonly skew: number;
  /** The source of its jitter. */
  readonly random: Random;
  state: 'running' | 'ended' | 'killed' = 'running';
  /** With what each hit. */
  readonly faults: string[] = [];

  constructor(given: Pick<Invocation, 'name' | 'number' | 'startedAt' | 'timeout' | 'skew' | 'random'>) {
    this.name = given.name;
    this.number = given.number;
    this.startedAt = given.startedAt;
    this.timeout = given.timeout;
    this.skew = given.skew;
    this.random = given.random;
  }

  get label(): string {
    return `${this.name}#${this.number}`;
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }
}

export interface InvocationContext {
  readonly invocation: Invocation;
  /** The answer may never come. */
  call(request: OutgoingCall): Promise<IncomingAnswer>;
  /** Ends when its turn comes. */
  pause(milliseconds: number): Promise<void>;
}

export interface OutgoingCall {
  readonly service: 'database' | 'queue' | 'event bus' | 'mail' | 'member system';
  /** The operation with its protocol's prefix. */
  readonly target: string;
  readonly contentType: string;
  readonly body: string;
}

/** An answer as it arrives: whole, or broken off before its end. */
export interface IncomingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isCutOff: boolean;
}

export const invocationContext = new AsyncLocalStorage<InvocationContext>();
