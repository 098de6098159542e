import type { RequestCapabilities } from '../../../shared/commands/request-change.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export type RunDependencies = RequestCapabilities &
  Pick<Capabilities, 'reassignments' | 'groups' | 'services' | 'reassignmentQueue' | 'metrics'>;

/** The step after this one: the version that the reassignment then has, and how long to wait. */
export interface NextStep {
  readonly version: number;
  readonly delaySeconds: number;
}
