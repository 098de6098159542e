import type { Queue } from '../../../shared/messages/queue.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import type { ChangeStore } from '../../../shared/store/changes.ts';
import type { FailureStore } from '../../../shared/store/failures.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import type { MemberStore } from '../../../shared/store/members.ts';
import type { MissingStore } from '../../../shared/store/missing.ts';
import type { ProgressStore } from '../../../shared/store/progress.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';

export interface AdvanceDependencies {
  readonly changes: ChangeStore;
  readonly groups: GroupStore;
  readonly members: MemberStore;
  readonly services: ServiceStore;
  readonly progress: ProgressStore;
  readonly failures: FailureStore;
  readonly missing: MissingStore;
  readonly changeQueue: Queue;
  readonly memberQueue: Queue;
  /** After so long a message to a member is no longer alive, and it may be sent to again. */
  readonly resendAfterMilliseconds: number;
  /** Whether members' own systems are told of changes. */
  readonly notifiesMembers: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The step after this one: the version that the change then has, and how long to wait. */
export interface NextStep {
  readonly version: number;
  readonly delaySeconds: number;
}
