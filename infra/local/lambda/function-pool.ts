import type { Meter } from '../lib/meter.ts';
import type { FunctionDescription } from './function-description.ts';
import { Instance } from './instance.ts';
import type { Outcome } from './outcome.ts';
import type { SharedClock } from './shared-clock.ts';

/** More threads per function would cost memory without a gain on a small machine. */
const mostInstances = 2;
const idleMilliseconds = 10_000;

const stopped: Outcome = {
  ok: false,
  errorType: 'Runtime.Terminated',
  errorMessage: 'the stack has stopped',
};

export interface PoolOptions {
  readonly description: FunctionDescription;
  readonly environment: Record<string, string>;
  readonly clock: SharedClock;
  readonly meter: Meter;
  readonly log: (line: string) => void;
}

/** The instances of one function: created on demand, reused, and terminated after an idle time. */
export class FunctionPool {
  readonly concurrency: number;
  readonly #options: PoolOptions;
  readonly #log: (line: string) => void;
  readonly #instances = new Set<Instance>();
  /** The most recently used one is last and is reused first, so that the others reach the idle limit. */
  #idle: { instance: Instance; since: number }[] = [];
  readonly #waiting: ((instance: Instance) => void)[] = [];
  readonly #running = new Set<Promise<Outcome>>();
  readonly #idleTimer: NodeJS.Timeout;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.concurrency = Math.min(options.description.reservedConcurrency ?? mostInstances, mostInstances);
    this.#log = (line) => options.log(`${options.description.name}: ${line}`);
    this.#idleTimer = setInterval(() => this.#terminateIdle(), idleMilliseconds / 3).unref();
  }

  /** Runs the function for an event. Waits for an instance if all are busy. Never rejects. */
  invoke(event: unknown): Promise<Outcome> {
    const invocation = this.#invoke(JSON.stringify(event));
    this.#running.add(invocation);
    return invocation.finally(() => this.#running.delete(invocation));
  }

  /** Resolves when no invocation runs or waits. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Terminates every instance, even a running one. */
  async terminate(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#idleTimer);
    await Promise.all([...this.#instances].map((instance) => instance.terminate()));
  }

  async #invoke(event: string): Promise<Outcome> {
    if (this.#stopped) return stopped;
    const instance = await this.#take();
    this.#options.meter.invocation(this.#options.description.name);
    const outcome = await instance.invoke(event);
    if (!outcome.ok)
      this.#log(`${outcome.errorType}: ${outcome.errorMessage}${outcome.trace ? `\n${outcome.trace}` : ''}`);
    this.#release(instance);
    return outcome;
  }

  #take(): Instance | Promise<Instance> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle.instance;
    if (this.#instances.size < this.concurrency) return this.#start();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #release(instance: Instance): void {
    if (instance.ended) this.#instances.delete(instance);
    const next = this.#waiting.shift();
    // After the stop no instance is started. A waiting caller gets one that has ended, and so a failure.
    if (next !== undefined) next(instance.ended && !this.#stopped ? this.#start() : instance);
    else if (!instance.ended) this.#idle.push({ instance, since: Date.now() });
  }

  #start(): Instance {
    const instance = new Instance({ ...this.#options, log: this.#log });
    this.#instances.add(instance);
    return instance;
  }

  #terminateIdle(): void {
    const oldest = Date.now() - idleMilliseconds;
    for (const { instance, since } of this.#idle) {
      if (since > oldest && !instance.ended) continue;
      this.#instances.delete(instance);
      void instance.terminate();
    }
    this.#idle = this.#idle.filter(({ instance }) => this.#instances.has(instance));
  }
}
