import { changeSources } from './source-hook.ts';

/** Where the loaded limits can be set: those of a change's flow, and those of a reassignment. */
const setters = { change: '__setPageSizes', reassignment: '__setReassignmentPageSizes' };

/**
 * Lets the limits of the flow be set from run to run, so that a small group has several pages, and so has a reassignment of few
 * targets. Has to be called before the limits are loaded.
 */
export function makePageSizeSettable(): (pageSize: number) => void {
  const file = 'functions/workers/advance-change/limits.ts';
  const ofReassignment = 'functions/workers/run-reassignment/limits.ts';
  changeSources([
    { file, find: 'export const pageSize =', replace: 'export let pageSize =' },
    { file, find: 'export const forgetLimit =', replace: 'export let forgetLimit =' },
    { file, find: 'export const inFlightLimit = 5_000;', replace: inFlightLimit },
    { file: ofReassignment, find: 'export const collectPageSize =', replace: 'export let collectPageSize =' },
    { file: ofReassignment, find: 'export const makePageSize =', replace: 'export let makePageSize =' },
    { file: ofReassignment, find: 'export const changesInFlight =', replace: 'export let changesInFlight =' },
    { file: ofReassignment, find: 'export const attemptLimit =', replace: limitsOfReassignment },
  ]);
  return (pageSize) => {
    for (const setter of Object.values(setters)) {
      const set: unknown = Reflect.get(globalThis, setter);
      if (typeof set === 'function') Reflect.apply(set, undefined, [pageSize]);
    }
  };
}

const inFlightLimit = `export let inFlightLimit = 5_000;
Reflect.set(globalThis, '${setters.change}', (size: number) => {
  pageSize = size;
  forgetLimit = Math.min(size, 90);
  inFlightLimit = 5 * size;
});`;

const limitsOfReassignment = `const asSet = { collectPageSize, makePageSize, changesInFlight };
Reflect.set(globalThis, '${setters.reassignment}', (size: number) => {
  collectPageSize = Math.min(Math.max(size - 2, 1), asSet.collectPageSize);
  makePageSize = Math.min(Math.max(size - 2, 1), asSet.makePageSize);
  changesInFlight = Math.min(size, asSet.changesInFlight);
});
export const attemptLimit =`;
