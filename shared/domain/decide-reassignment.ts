import type { Caller } from './caller.ts';
import type { Nic } from './identifiers.ts';
import { agreed, isWaiting, type Reassignment } from './reassignment.ts';
import { Refusal } from './refusal.ts';

/** The nic that is to decide about the whole job, and how. */
export interface JobDecision {
  readonly nic: Nic;
  readonly decision: 'accepted' | 'refused';
}

/**
 * `to` agrees or refuses (R6). The same decision again changes nothing: the very same record comes back.
 * @param job as it is at `now` (`reassignmentAsOf`)
 * @throws Refusal `not-a-recipient`; `state-conflict` when it is too late or `to` had decided otherwise
 */
export function decideReassignment(
  job: Reassignment,
  { nic, decision }: JobDecision,
  now: Date,
): Reassignment {
  if (job.to !== nic) {
    throw new Refusal({
      code: 'not-a-recipient',
      detail: `${nic} would not become a contact by this reassignment.`,
    });
  }
  if (job.consent.decision === decision) return job;
  if (job.consent.decision !== 'pending' || job.state !== 'awaiting-consent') throw jobConflict(job);
  const decidedAt = now.toISOString();
  if (decision === 'refused')
    return { ...job, state: 'refused', consent: { ...job.consent, decision, decidedAt } };
  return agreed({ ...job, consent: { ...job.consent, decision, via: 'accept', decidedAt } }, now);
}

/**
 * Who asked, or an operator, takes the job back; while it runs, what is not begun is not begun. Again changes nothing.
 * @param job as it is now (`reassignmentAsOf`)
 * @throws Refusal `not-the-requester`; `state-conflict` when it is too late
 */
export function cancelReassignment(job: Reassignment, { nic, isOperator }: Caller): Reassignment {
  if (job.requestedBy !== nic && !isOperator) {
    throw new Refusal({ code: 'not-the-requester', detail: `${nic} did not ask for this reassignment.` });
  }
  if (job.state === 'cancelled') return job;
  if (!isWaiting(job) && job.state !== 'running') throw jobConflict(job);
  return { ...job, state: 'cancelled' };
}

const jobConflict = ({ state }: Reassignment): Refusal =>
  new Refusal({ code: 'state-conflict', state, detail: `The reassignment is ${state}.` });

/** A caller sees a reassignment if it is its owner, its `from` or its `to`. */
export const maySeeReassignment = ({ nic, isOperator }: Caller, job: Reassignment): boolean =>
  isOperator || [job.requestedBy, job.from, job.to].includes(nic);
