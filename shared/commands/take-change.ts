import type { MemberMessage } from '../messages/member-message.ts';
import type { Capabilities } from './capabilities.ts';
import { recordOutcome, type Recorded, type RecordCapabilities } from './record-outcome.ts';
import { resolveFailure, type ResolveCapabilities } from './resolve-failure.ts';

export type TakeCapabilities = RecordCapabilities &
  ResolveCapabilities &
  Pick<Capabilities, 'memberContacts'>;

/** `already-applied`: by an earlier message. */
export type MemberResult = 'applied' | 'already-applied' | Recorded;

/** Writes a change to one member's row, and records the outcome. */
export async function takeChange(
  capabilities: TakeCapabilities,
  message: MemberMessage,
): Promise<MemberResult> {
  const taken = await capabilities.memberContacts.take(message);
  switch (taken.result) {
    case 'applied':
      if (taken.mayHaveFailed) await resolveFailure(capabilities, message);
      return taken.result;
    case 'already-applied':
      return foundApplied(capabilities, message);
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

/** Whoever wrote its row may have stopped before it resolved the failure, or lost the answer that told of one. */
export async function foundApplied(
  capabilities: ResolveCapabilities,
  message: MemberMessage,
): Promise<MemberResult> {
  await resolveFailure(capabilities, message);
  return 'already-applied';
}
