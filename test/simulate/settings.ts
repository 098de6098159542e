import { changeLimits, type ChangeLimits } from '../../functions/workers/advance-change/limits.ts';
import { readSettings } from '../../infra/environments.ts';
import { functionSizes } from '../../infra/function-sizes.ts';
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
  propagationConcurrency: readSettings('production').propagationConcurrency,
  stepConcurrency: functionSizes.stepConcurrency,
  stepBatchSize: functionSizes.stepsPerBatch,
  stepMemoryMegabytes: functionSizes.stepMemoryMegabytes,
  memberMemoryMegabytes: functionSizes.memberMemoryMegabytes,
  table: throughputAtBirth,
  changeLimits,
};
