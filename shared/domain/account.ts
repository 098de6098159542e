import * as z from 'zod';
import { Nic } from './identifiers.ts';
import type { Violation } from './refusal.ts';
import type { Role } from './roles.ts';

/** What is known of a nic. A balance of zero or more is creditor or neutral. */
export const Account = z.strictObject({
  nic: Nic,
  voipValidated: z.boolean(),
  balanceCents: z.int(),
  status: z.enum(['open', 'closed']),
});
export type Account = z.infer<typeof Account>;

/** The account of each recipient that has one. */
export type Accounts = ReadonlyMap<Nic, Account>;

/** What keeps `nic` from holding any role: it must be known and open. */
export function openAccountViolations(role: Role, nic: Nic, accounts: Accounts): Violation[] {
  const pointer = `/contacts/${role}`;
  const account = accounts.get(nic);
  if (account === undefined) {
    return [{ code: 'recipient-unknown', pointer, detail: `${nic} is not a known client identifier.` }];
  }
  if (account.status === 'open') return [];
  return [{ code: 'recipient-closed', pointer, detail: `The account of ${nic} is closed.` }];
}

/**
 * The rules that keep `nic` from taking `role` (R3): every recipient exists and is open; a billing recipient
 * has also completed the VoIP validation and owes nothing.
 */
export function ineligibilities(role: Role, nic: Nic, accounts: Accounts): Violation[] {
  const violations = openAccountViolations(role, nic, accounts);
  const account = accounts.get(nic);
  if (role !== 'billing' || account === undefined) return violations;
  const pointer = `/contacts/${role}`;
  if (!account.voipValidated) {
    const detail = `${nic} has not completed the VoIP validation procedure.`;
    violations.push({ code: 'recipient-not-validated', pointer, detail });
  }
  if (account.balanceCents < 0) {
    const detail = `The balance of ${nic} is neither creditor nor neutral.`;
    violations.push({ code: 'recipient-in-debt', pointer, detail });
  }
  return violations;
}
