import type { RequestChangeDependencies } from '../../../shared/commands/request-change.ts';
import type { Queue } from '../../../shared/messages/queue.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import type { ReassignmentStore } from '../../../shared/store/reassignments.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';

export interface RunDependencies extends RequestChangeDependencies {
  readonly reassignments: ReassignmentStore;
  readonly groups: GroupStore;
  readonly services: ServiceStore;
  readonly reassignmentQueue: Queue;
  readonly metrics: Metrics;
}

/** The step after this one: the version that the reassignment then has, and how long to wait. */
export interface NextStep {
  readonly version: number;
  readonly delaySeconds: number;
}
