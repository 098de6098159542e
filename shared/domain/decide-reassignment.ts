import type { Caller } from './caller.ts';
import type { Nic } from './identifiers.ts';
import { agreed, isWaiting, type Reassignment } from './reassignment.ts';
import { Refusal } from './refusal.ts';

export interface ReassignmentDecision {
  readonly nic: Nic;
  readonly decision: 'accepted' | 'refused';
}

/**
 * `to` accepts or refuses (R6). A repeated decision returns the same record.
 * @throws Refusal `not-a-recipient`; `state-conflict` if it is too late or `to` decided otherwise before
 */
export function decideReassignment(
  reassignment: Reassignment,
  { nic, decision }: ReassignmentDecision,
  now: Date,
): Reassignment {
  if (reassignment.to !== nic) {
    throw new Refusal({
      code: 'not-a-recipient',
      detail: `${nic} is not the recipient of this reassignment.`,
    });
  }
  if (reassignment.consent.decision === decision) return reassignment;
  if (reassignment.consent.decision !== 'pending' || reassignment.state !== 'awaiting-consent')
    throw reassignmentConflict(reassignment);
  const decidedAt = now.toISOString();
  if (decision === 'refused')
    return { ...reassignment, state: 'refused', consent: { ...reassignment.consent, decision, decidedAt } };
  return agreed(
    { ...reassignment, consent: { ...reassignment.consent, decision, via: 'accept', decidedAt } },
    now,
  );
}

/**
 * The owner or an operator cancels the reassignment; no further target is started. A repeated call changes nothing.
 * @throws Refusal `not-the-requester`; `state-conflict` if it is too late
 */
export function cancelReassignment(reassignment: Reassignment, { nic, isOperator }: Caller): Reassignment {
  if (reassignment.requestedBy !== nic && !isOperator) {
    throw new Refusal({ code: 'not-the-requester', detail: `${nic} did not request this reassignment.` });
  }
  if (reassignment.state === 'cancelled') return reassignment;
  if (!isWaiting(reassignment) && reassignment.state !== 'running') throw reassignmentConflict(reassignment);
  return { ...reassignment, state: 'cancelled' };
}

const reassignmentConflict = ({ state }: Reassignment): Refusal =>
  new Refusal({ code: 'state-conflict', state, detail: `The reassignment is ${state}.` });

/** A caller sees a reassignment if it is its owner, its `from` or its `to`. */
export const maySeeReassignment = ({ nic, isOperator }: Caller, reassignment: Reassignment): boolean =>
  isOperator || [reassignment.requestedBy, reassignment.from, reassignment.to].includes(nic);
