import { changeSources } from './source-hook.ts';

/** Where the loaded limits can be set. */
const setter = '__setPageSizes';

/**
 * Lets the limits of the flow be set from run to run, so that a small group has several pages. Has to be called before
 * the limits are loaded.
 */
export function makePageSizeSettable(): (pageSize: number) => void {
  const file = 'functions/workers/advance-change/limits.ts';
  changeSources([
    { file, find: 'export const pageSize =', replace: 'export let pageSize =' },
    { file, find: 'export const retryPageSize =', replace: 'export let retryPageSize =' },
    { file, find: 'export const inFlightLimit = 5_000;', replace: inFlightLimit },
  ]);
  return (pageSize) => {
    const set: unknown = Reflect.get(globalThis, setter);
    if (typeof set === 'function') Reflect.apply(set, undefined, [pageSize]);
  };
}

const inFlightLimit = `export let inFlightLimit = 5_000;
Reflect.set(globalThis, '${setter}', (size: number) => {
  pageSize = size;
  retryPageSize = Math.min(size, 90);
  inFlightLimit = 5 * size;
});`;
