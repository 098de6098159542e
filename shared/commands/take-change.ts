import type { MemberMessage } from '../messages/member-message.ts';
import type { Delivery } from '../messages/queue-handler.ts';
import type { Capabilities } from './capabilities.ts';
import { recordOutcome, type Recorded, type RecordCapabilities } from './record-outcome.ts';
import { resolveFailure, type ResolveCapabilities } from './resolve-failure.ts';

export type TakeCapabilities = RecordCapabilities &
  ResolveCapabilities &
  Pick<Capabilities, 'memberContacts'>;

/** What became of one member: `already-applied` took the change before. */
export type MemberResult = 'applied' | 'already-applied' | Recorded;

/** Puts a change in one member's row, and records what else follows from that. */
export async function takeChange(
  capabilities: TakeCapabilities,
  message: MemberMessage,
  delivery: Delivery,
): Promise<MemberResult> {
  const taken = await capabilities.memberContacts.take(message);
  switch (taken.result) {
    case 'applied':
      if (taken.mayHaveFailed) await resolveFailure(capabilities, message);
      return taken.result;
    case 'already-applied':
      return foundApplied(capabilities, message, delivery);
    case 'overtaken':
      return recordOutcome(capabilities, message, {});
    case 'already-known':
      return 'known';
    case 'removed':
      return taken.result;
    default:
      return taken satisfies never;
  }
}

/** A member that has the change already. Whoever wrote its row may have ended before the failure was resolved. */
export async function foundApplied(
  capabilities: ResolveCapabilities,
  message: MemberMessage,
  { attempt }: Delivery,
): Promise<MemberResult> {
  if (attempt > 1) await resolveFailure(capabilities, message);
  return 'already-applied';
}
