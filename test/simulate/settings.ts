import { changeLimits, type ChangeLimits } from '../../functions/workers/advance-change/limits.ts';
import { environments } from '../../infra/environments.ts';
import type { Throughput } from './aws/aws-model.ts';
import { throughputAtBirth } from './aws/aws-model.ts';

/** What a simulation varies. */
export interface Settings {
  /** The most batches of members in flight at once. */
  readonly propagationConcurrency: number;
  /** The most steps of changes, and of reassignments, in flight at once. */
  readonly stepConcurrency: number;
  /** The steps that one invocation takes. */
  readonly stepBatchSize: number;
  readonly stepMemoryMegabytes: number;
  readonly memberMemoryMegabytes: number;
  readonly table: Throughput;
  readonly changeLimits: ChangeLimits;
}

/** What production deploys, on a new table. */
export const production: Settings = {
  propagationConcurrency: environments.production.propagationConcurrency,
  stepConcurrency: 100,
  stepBatchSize: 10,
  stepMemoryMegabytes: 512,
  memberMemoryMegabytes: 512,
  table: throughputAtBirth,
  changeLimits,
};
