import type { FunctionDescription } from './function-description.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Meter } from '../lib/meter.ts';
import { within } from '../lib/within.ts';
import { functionEnvironment } from './environment.ts';
import type { Invoke } from './outcome.ts';
import { FunctionPool } from './function-pool.ts';
import type { SharedClock } from './shared-clock.ts';

export class Functions {
  readonly #pools = new Map<string, FunctionPool>();
  readonly #descriptions: readonly FunctionDescription[];

  constructor(
    descriptions: readonly FunctionDescription[],
    options: { endpointUrl: string; clock: SharedClock; meter: Meter; log: (line: string) => void },
  ) {
    this.#descriptions = descriptions;
    for (const description of descriptions) {
      const environment = functionEnvironment(description, options.endpointUrl);
      this.#pools.set(description.name, new FunctionPool({ ...options, description, environment }));
    }
  }

  describe(nameOrArn: string): FunctionDescription {
    const found = this.#descriptions.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
    if (found === undefined) throw new Refusal(`the assembly has no function ${nameOrArn}`);
    return found;
  }

  pool(nameOrArn: string): FunctionPool {
    const { name } = this.describe(nameOrArn);
    const pool = this.#pools.get(name);
    if (pool === undefined) throw new Refusal(`the function ${name} does not run`);
    return pool;
  }

  invoker(nameOrArn: string): Invoke {
    const pool = this.pool(nameOrArn);
    return (event) => pool.invoke(event);
  }

  /** Lets running invocations finish within a time, then terminates every instance. */
  async stop(milliseconds: number): Promise<void> {
    const pools = [...this.#pools.values()];
    await within(milliseconds, Promise.all(pools.map((pool) => pool.drained())));
    await Promise.all(pools.map((pool) => pool.terminate()));
  }
}
