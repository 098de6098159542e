import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { gatedFetch } from './gated-fetch.ts';
import { surroundings } from './invocation.ts';

let isInPlace = false;

/**
 * Within an invocation a wait is the scheduler's to end, a call of another system passes the gate, and chance is the invocation's own: nothing there waits in real
 * time, and the same seed gives the same run. Everything else in the process keeps the real ones.
 */
export function standInForTimeAndChance(): void {
  if (isInPlace) return;
  isInPlace = true;
  const realSleep = timers.setTimeout;
  const realRandom = Math.random;
  const sleep = (delay?: number, value?: unknown, options?: Parameters<typeof realSleep>[2]) => {
    const around = surroundings.getStore();
    return around === undefined
      ? realSleep(delay, value, options)
      : around.pause(delay ?? 0).then(() => value);
  };
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
  const realFetch = globalThis.fetch;
  globalThis.fetch = (...given) => {
    const around = surroundings.getStore();
    return around === undefined ? realFetch(...given) : gatedFetch(around, ...given);
  };
  Math.random = () => surroundings.getStore()?.invocation.random.next() ?? realRandom();
}
