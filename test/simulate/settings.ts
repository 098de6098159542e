import { changeLimits, type ChangeLimits } from '../../functions/workers/advance-change/limits.ts';
import { memory } from '../../infra/constructs/memory.ts';
import { readSettings } from '../../infra/environments.ts';
import { throughputAtBirth, type Throughput } from './aws/aws-model.ts';

/** What a simulation varies. */
export interface Settings {
  /** Batches of members in flight at once. */
  readonly propagationConcurrency: number;
  readonly stepMemoryMegabytes: number;
  readonly memberMemoryMegabytes: number;
  readonly table: Throughput;
  readonly changeLimits: ChangeLimits;
}

/** What production deploys, on a new table. */
export const production: Settings = {
  propagationConcurrency: readSettings('production').propagationConcurrency,
  stepMemoryMegabytes: memory.wholeProcessor,
  memberMemoryMegabytes: memory.usual,
  table: throughputAtBirth,
  changeLimits,
};
