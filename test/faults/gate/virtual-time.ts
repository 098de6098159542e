import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { gatedFetch } from './gated-fetch.ts';
import { invocationContext } from './invocation.ts';

let isInPlace = false;

/**
 * Within an invocation, waits and calls pass the gate, and random numbers are its own: nothing waits in real time, and
 * a seed gives the same run. The rest of the process is unaffected.
 */
export function virtualizeTimeAndRandomness(): void {
  if (isInPlace) return;
  isInPlace = true;
  const realSleep = timers.setTimeout;
  const realRandom = Math.random;
  const sleep = (delay?: number, value?: unknown, options?: Parameters<typeof realSleep>[2]) => {
    const context = invocationContext.getStore();
    return context === undefined
      ? realSleep(delay, value, options)
      : context.pause(delay ?? 0).then(() => value);
  };
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
  const realFetch = globalThis.fetch;
  globalThis.fetch = (...given) => {
    const context = invocationContext.getStore();
    return context === undefined ? realFetch(...given) : gatedFetch(context, ...given);
  };
  Math.random = () => invocationContext.getStore()?.invocation.random.next() ?? realRandom();
}
