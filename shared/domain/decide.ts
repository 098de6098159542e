import { isOpen, type Consent, type ContactChange, type Rejection } from './contact-change.ts';
import type { Nic } from './identifiers.ts';
import { Refusal } from './refusal.ts';

export interface Decision {
  readonly nic: Nic;
  readonly decision: 'accepted' | 'refused';
  readonly reason?: string | undefined;
}

/**
 * A recipient accepts or refuses (R6), also after it accepted. A repeated decision returns the same record.
 * @throws Refusal `not-a-recipient`; `state-conflict` if it is too late or the recipient refused before
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
  if (mine.decision === 'refused' || !isOpen(change)) throw stateConflict(change);
  const decided: Consent = {
    ...mine,
    decision,
    via: decision === 'accepted' ? 'accept' : undefined,
    decidedAt: now.toISOString(),
  };
  const consents = change.consents.map((consent) => (consent === mine ? decided : consent));
  if (decision === 'accepted') return { ...change, consents };
  const rejection: Rejection | undefined =
    reason === undefined ? undefined : { code: 'refused', detail: reason };
  return { ...change, consents, state: 'refused', rejection };
}

/**
 * The requester or an operator cancels the request before it is effective (R7). A repeated call changes nothing.
 * @throws Refusal `not-the-requester`; `state-conflict` if it is too late
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

export const stateConflict = ({ state }: ContactChange): Refusal =>
  new Refusal({ code: 'state-conflict', state, detail: `The change is ${state}.` });

export const hasAllConsents = (change: ContactChange): boolean =>
  change.consents.every((consent) => consent.decision === 'accepted');
