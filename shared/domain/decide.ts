import type { Consent, ContactChange } from './contact-change.ts';
import { stateAt } from './contact-change.ts';
import type { Nic } from './identifiers.ts';
import { Refusal } from './refusal.ts';

/**
 * A recipient agrees (R6). The same decision again changes nothing: the very same record comes back.
 * @throws Refusal `not-a-recipient`; `state-conflict` when it is too late or the recipient had refused
 */
export function accept(change: ContactChange, nic: Nic, now: Date): ContactChange {
  const mine = change.consents.find((consent) => consent.nic === nic);
  if (mine === undefined) {
    throw new Refusal({
      code: 'not-a-recipient',
      detail: `${nic} would not become a contact by this change.`,
    });
  }
  if (mine.decision === 'accepted') return change;
  const state = stateAt(change, now);
  if (state !== 'awaiting-consent') {
    throw new Refusal({ code: 'state-conflict', state, detail: `The change is ${state}.` });
  }
  const accepted: Consent = { ...mine, decision: 'accepted', via: 'accept', decidedAt: now.toISOString() };
  return { ...change, consents: change.consents.map((consent) => (consent === mine ? accepted : consent)) };
}

/** Whether every recipient agreed. */
export const hasAllConsents = (change: ContactChange): boolean =>
  change.consents.every((consent) => consent.decision === 'accepted');
