import { isOpen, type Consent, type ContactChange, type Rejection } from './contact-change.ts';
import type { Caller } from './caller.ts';
import type { Nic } from './identifiers.ts';
import { Refusal } from './refusal.ts';

export interface Decision {
  readonly nic: Nic;
  readonly decision: 'accepted' | 'refused';
  readonly reason?: string | undefined;
}

/**
 * A recipient accepts or refuses (R6), also after it accepted or gave a code. A repeated decision returns the same
 * record.
 * @throws Refusal `not-a-recipient`; `state-conflict` if it is too late or the recipient refused before
 */
export function decide(change: ContactChange, { nic, decision, reason }: Decision, now: Date): ContactChange {
  const mine = change.consents.find((consent) => consent.nic === nic);
  if (mine === undefined) {
    throw new Refusal({
      code: 'not-a-recipient',
      detail: `${nic} is not a recipient of this change. Only its recipients may accept or refuse it.`,
    });
  }
  if (mine.decision === decision) return change;
  if (mine.decision === 'refused' || !isOpen(change)) throw stateConflict(change, whyNot('change', mine));
  const decided: Consent = {
    ...mine,
    decision,
    via: decision === 'accepted' ? 'accept' : undefined,
    decidedAt: now.toISOString(),
  };
  const consents = change.consents.map((consent) => (consent === mine ? decided : consent));
  return decision === 'accepted'
    ? { ...change, consents }
    : { ...change, consents, state: 'refused', rejection: refusedFor('change', reason) };
}

/**
 * The requester or an operator cancels the request before it is effective (R7). A repeated call changes nothing.
 * @throws Refusal `not-the-requester`; `state-conflict` if it is too late
 */
export function cancel(change: ContactChange, { nic, isOperator }: Caller, reason?: string): ContactChange {
  const isRequester = change.requestedBy === nic;
  if (!isRequester && !isOperator) {
    throw new Refusal({
      code: 'not-the-requester',
      detail: `${nic} did not request this change. Only its requester or an operator may cancel it.`,
    });
  }
  if (change.state === 'cancelled') return change;
  if (!isOpen(change))
    throw stateConflict(change, 'Only a change that is awaiting-consent or scheduled can be cancelled.');
  return { ...change, state: 'cancelled', rejection: cancelledFor('change', isRequester, reason) };
}

type Subject = 'change' | 'reassignment';

/** Why a recipient that decided `mine` cannot decide otherwise now: what it decided, and when. */
export function whyNot(subject: Subject, { decision, decidedAt = '' }: Omit<Consent, 'roles'>): string {
  if (decision === 'refused') return `You refused this ${subject} at ${decidedAt}, and a refusal is final.`;
  const until = subject === 'change' ? 'effective' : 'running';
  return decision === 'accepted'
    ? `You accepted this ${subject} at ${decidedAt}, and could refuse only until it was ${until}.`
    : `Only a ${subject} that is awaiting-consent can be accepted or refused.`;
}

export const refusedFor = (subject: Subject, reason: string | undefined) =>
  ({
    code: 'refused',
    detail: reason ?? `A recipient refused this ${subject} without a reason.`,
  }) as const satisfies Rejection;

export const cancelledFor = (subject: Subject, isRequester: boolean, reason: string | undefined) =>
  ({
    code: 'cancelled',
    detail:
      reason ??
      `${isRequester ? 'Its requester' : 'An operator'} cancelled this ${subject} without a reason.`,
  }) as const satisfies Rejection;

/** @param why what is possible in which state, or what was decided */
export const stateConflict = ({ state }: { readonly state: string }, why: string): Refusal =>
  new Refusal({ code: 'state-conflict', state, detail: `${why} It is ${state}.` });

export const hasAllConsents = (change: ContactChange): boolean =>
  change.consents.every((consent) => consent.decision === 'accepted');
