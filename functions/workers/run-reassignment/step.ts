import type { RequestCapabilities } from '../../../shared/commands/request-change.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ReassignmentLimits } from './limits.ts';

export type RunCapabilities = RequestCapabilities &
  Pick<Capabilities, 'reassignments' | 'groups' | 'services' | 'reassignmentQueue' | 'metrics'> & {
    readonly reassignmentLimits: ReassignmentLimits;
  };
