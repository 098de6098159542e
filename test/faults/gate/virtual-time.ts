import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { gatedFetch } from './gated-fetch.ts';
import { invocationContext } from './invocation.ts';

let isInPlace = false;

/**
 * Within an invocation a wait is the scheduler's to end, a call of another system passes the gate, and chance is the
 * invocation's own: nothing there waits in real time, and the same seed gives the same run. Everything else in the
 * process keeps the real ones.
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
