import type { ChangeIn, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ActivePhase } from '../../../shared/domain/propagation.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { NextStep } from '../../../shared/messages/step-worker.ts';
import type { ChangeLimits } from './limits.ts';

export type AdvanceCapabilities = Pick<
  Capabilities,
  | 'changes'
  | 'groups'
  | 'members'
  | 'services'
  | 'progress'
  | 'memberContacts'
  | 'outcomes'
  | 'reassignments'
  | 'missing'
  | 'changeQueue'
  | 'memberQueue'
  | 'eventQueue'
  | 'resendAfterMilliseconds'
  | 'notifiesMembers'
  | 'propagatingLimit'
  | 'clock'
  | 'log'
  | 'metrics'
> & { readonly changeLimits: ChangeLimits };

/**
 * The next step by a message, or at once (which saves a message and the way there) with the change as it is stored, or
 * in another phase that the next write stores; or none.
 */
export type StepResult = NextStep | { readonly atOnce: PropagatingChange } | undefined;

export type StepIn<P extends ActivePhase> = (
  capabilities: AdvanceCapabilities,
  change: ChangeIn<P>,
) => Promise<StepResult>;
