import { AsyncLocalStorage } from 'node:async_hooks';
import type { Random } from '../schedule/random.ts';

/** One run of a function, or of what a client asked of the API. */
export class Invocation {
  readonly name: string;
  readonly number: number;
  /** When it began, in virtual milliseconds. */
  readonly startedAt: number;
  /** It is killed when it runs for so long, in virtual milliseconds. */
  readonly timeout: number;
  /** How far its clock is from the others', in milliseconds. */
  readonly skew: number;
  /** Where its jitter comes from. */
  readonly random: Random;
  state: 'running' | 'ended' | 'killed' = 'running';
  /** The faults that hit it, with what each hit. */
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

/** The requests and waits of an invocation. */
export interface InvocationContext {
  readonly invocation: Invocation;
  /** A request on its way out; the answer may never come. */
  call(request: OutgoingCall): Promise<IncomingAnswer>;
  /** A wait; it ends when its turn comes. */
  pause(milliseconds: number): Promise<void>;
}

export interface OutgoingCall {
  readonly service: 'database' | 'queue' | 'member system';
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
