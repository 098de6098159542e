import type { Counts } from '../../../infra/local/meter.ts';

/** The counts whose names match. */
export const matching = (counts: Counts, names: RegExp): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => names.test(name)));

/** The counts whose names do not. */
export const notMatching = (counts: Counts, names: RegExp): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => !names.test(name)));
