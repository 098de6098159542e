import type { Caller } from './caller.ts';
import { cancelledFor, refusedFor, stateConflict, whyNot, type Decision } from './decide.ts';
import { agreed, isWaiting, type Reassignment } from './reassignment.ts';
import { Refusal } from './refusal.ts';

/**
 * `to` accepts or refuses (R6), also after it accepted or gave a code, until the reassignment runs. A repeated decision
 * returns the same record.
 * @throws Refusal `not-a-recipient`; `state-conflict` if it is too late or `to` refused before
 */
export function decideReassignment(
  reassignment: Reassignment,
  { nic, decision, reason }: Decision,
  now: Date,
): Reassignment {
  const { to, consent } = reassignment;
  if (to !== nic) {
    throw new Refusal({
      code: 'not-a-recipient',
      detail: `${nic} is not the recipient of this reassignment. Only ${to} may accept or refuse it.`,
    });
  }
  if (consent.decision === decision) return reassignment;
  if (consent.decision === 'refused' || !isWaiting(reassignment))
    throw stateConflict(reassignment, whyNot('reassignment', consent));
  const decidedAt = now.toISOString();
  if (decision === 'accepted')
    return agreed({ ...reassignment, consent: { ...consent, decision, via: 'accept', decidedAt } }, now);
  return {
    ...reassignment,
    state: 'refused',
    consent: { ...consent, decision, via: undefined, decidedAt },
    rejection: refusedFor('reassignment', reason),
  };
}

/**
 * The owner or an operator cancels the reassignment; no further target is started. A repeated call changes nothing.
 * @throws Refusal `not-the-requester`; `state-conflict` if it is too late
 */
export function cancelReassignment(
  reassignment: Reassignment,
  { nic, isOperator }: Caller,
  reason?: string,
): Reassignment {
  const isRequester = reassignment.requestedBy === nic;
  if (!isRequester && !isOperator) {
    throw new Refusal({
      code: 'not-the-requester',
      detail: `${nic} did not request this reassignment. Only its owner or an operator may cancel it.`,
    });
  }
  if (reassignment.state === 'cancelled') return reassignment;
  if (!isWaiting(reassignment) && reassignment.state !== 'running')
    throw stateConflict(reassignment, 'Only a reassignment that has not ended can be cancelled.');
  const rejection = cancelledFor('reassignment', isRequester, reason);
  return { ...reassignment, state: 'cancelled', rejection };
}

/** A caller sees a reassignment if it is its owner, its `from` or its `to`. */
export const maySeeReassignment = ({ nic, isOperator }: Caller, reassignment: Reassignment): boolean =>
  isOperator || [reassignment.requestedBy, reassignment.from, reassignment.to].includes(nic);
