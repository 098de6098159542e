import type { ChangeIn, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ActivePhase } from '../../../shared/domain/propagation.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import type { ChangeLimits } from './limits.ts';

/** What the steps of a change use. */
export type AdvanceCapabilities = Pick<
  Capabilities,
  | 'changes'
  | 'groups'
  | 'members'
  | 'services'
  | 'progress'
  | 'failures'
  | 'missing'
  | 'changeQueue'
  | 'memberQueue'
  | 'resendAfterMilliseconds'
  | 'notifiesMembers'
  | 'clock'
  | 'log'
  | 'metrics'
> & { readonly changeLimits: ChangeLimits };

/** What a step leads to: the next one by a message, the next one at once where a message would only cost, or none. */
export type StepResult = NextStep | { readonly atOnce: PropagatingChange } | undefined;

/** Takes the next step of a change in this phase. */
export type StepIn<P extends ActivePhase> = (
  capabilities: AdvanceCapabilities,
  change: ChangeIn<P>,
) => Promise<StepResult>;
