import type { ChangeIn, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ActivePhase } from '../../../shared/domain/propagation.ts';
import type { Queue } from '../../../shared/messages/queue.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
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
import type { ChangeLimits } from './limits.ts';

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
  readonly changeLimits: ChangeLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What a step leads to: the next one by a message, the next one at once where a message would only cost, or none. */
export type StepResult = NextStep | { readonly atOnce: PropagatingChange } | undefined;

/** Takes the next step of a change in this phase. */
export type StepIn<P extends ActivePhase> = (
  dependencies: AdvanceDependencies,
  change: ChangeIn<P>,
) => Promise<StepResult>;
