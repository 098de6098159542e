import type { Caller } from './caller.ts';
import type { ContactChange } from './contact-change.ts';
import { stateConflict } from './decide.ts';
import type { Reassignment } from './reassignment.ts';
import { TemporaryRefusal, Refusal } from './refusal.ts';

/** The least time between two reminders of the same decision. */
const reminderPauseMilliseconds = 60 * 60 * 1000;

type Reminded = Pick<ContactChange | Reassignment, 'state' | 'requestedBy' | 'remindedAt'>;

/**
 * The requester or an operator has those whose decision is missing told again, once an hour at most (R7).
 * @throws Refusal `not-the-requester`; `state-conflict` if no decision is missing; `reminded-recently`
 */
export const remind = (change: ContactChange, caller: Caller, now: Date): ContactChange => ({
  ...change,
  remindedAt: remindedAt('change', change, caller, now),
});

/**
 * The owner or an operator has `to` told again that its decision is missing, once an hour at most (R7).
 * @throws Refusal `not-the-requester`; `state-conflict` if it has decided, or it is too late; `reminded-recently`
 */
export const remindReassignment = (reassignment: Reassignment, caller: Caller, now: Date): Reassignment => ({
  ...reassignment,
  remindedAt: remindedAt('reassignment', reassignment, caller, now),
});

function remindedAt(
  subject: 'change' | 'reassignment',
  known: Reminded,
  { nic, isOperator }: Caller,
  now: Date,
): string {
  if (known.requestedBy !== nic && !isOperator) {
    throw new Refusal({
      code: 'not-the-requester',
      detail: `${nic} did not request this ${subject}. Only its requester or an operator may remind others of it.`,
    });
  }
  if (known.state !== 'awaiting-consent')
    throw stateConflict(known, `Nobody's decision on this ${subject} is missing.`);
  const again = Date.parse(known.remindedAt ?? '') + reminderPauseMilliseconds;
  if (now.getTime() < again) {
    throw new TemporaryRefusal(Math.ceil((again - now.getTime()) / 1000), {
      code: 'reminded-recently',
      detail: `Reminded at ${known.remindedAt}. The next reminder can be sent at ${new Date(again).toISOString()}.`,
    });
  }
  return now.toISOString();
}
