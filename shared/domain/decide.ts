import { isOpen, type Consent, type ContactChange, type Rejection } from './contact-change.ts';
import type { Nic } from './identifiers.ts';
import { Refusal } from './refusal.ts';

/** A recipient's decision about all roles that it would take. */
export interface Decision {
  readonly nic: Nic;
  readonly decision: 'accepted' | 'refused';
  readonly reason?: string | undefined;
}

/**
 * A recipient agrees or refuses (R6). The same decision again changes nothing: the very same record comes back.
 * @param change as it is at `now` (`asOf`)
 * @throws Refusal `not-a-recipient`; `state-conflict` when it is too late or the recipient had decided otherwise
 */
export function decide(change: ContactChange, { nic, decision, reason }: Decision, now: Date): ContactChange {
  const mine = change.consents.find((consent) => consent.nic === nic);
  if (mine === undefined) {
    throw new Refusal({
      code: 'not-a-recipient',
      detail: `${nic} is not a recipient of this change.`,
    });
  }
  if (mine.decision === decision) return change;
  if (mine.decision !== 'pending' || change.state !== 'awaiting-consent') throw stateConflict(change);
  const decided: Consent = {
    ...mine,
    decision,
    ...(decision === 'accepted' && { via: 'accept' }),
    decidedAt: now.toISOString(),
  };
  const consents = change.consents.map((consent) => (consent === mine ? decided : consent));
  if (decision === 'accepted') return { ...change, consents };
  const rejection: Rejection | undefined =
    reason === undefined ? undefined : { code: 'refused', detail: reason };
  return { ...change, consents, state: 'refused', rejection };
}

/**
 * The requester, or an operator, takes the request back before it is effective (R7). Again changes nothing.
 * @param change as it is now (`asOf`)
 * @throws Refusal `not-the-requester`; `state-conflict` when it is too late
 */
export function cancel(
  change: ContactChange,
  { nic, isOperator }: { nic: Nic; isOperator: boolean },
): ContactChange {
  if (change.requestedBy !== nic && !isOperator) {
    throw new Refusal({ code: 'not-the-requester', detail: `${nic} did not request this change.` });
  }
  if (change.state === 'cancelled') return change;
  if (!isOpen(change)) throw stateConflict(change);
  return { ...change, state: 'cancelled' };
}

/** The state does not allow what was asked. */
export const stateConflict = ({ state }: ContactChange): Refusal =>
  new Refusal({ code: 'state-conflict', state, detail: `The change is ${state}.` });

/** Whether every recipient agreed. */
export const hasAllConsents = (change: ContactChange): boolean =>
  change.consents.every((consent) => consent.decision === 'accepted');
