import * as z from 'zod';
import type { RecipientCode } from './codes.ts';
import { Nic } from './identifiers.ts';
import type { Violation } from './refusal.ts';
import { forEachRole, type Role } from './roles.ts';

/** The languages in which a nic may be written to. */
export const Language = z
  .enum(['fr', 'en'])
  .meta({ id: 'Language', description: 'The language in which a nic is written to.' });
export type Language = z.infer<typeof Language>;

/**
 * A nic's account. Name, email and language are told to operators and
 * to the nic itself alone.
 */
export const Account = z.object({
  nic: Nic,
  voipValidated: z
    .boolean()
    .meta({ description: 'Whether the nic has completed the VoIP validation procedure.' }),
  balanceCents: z.int().meta({ description: 'In cents. Below zero the nic is in debt.' }),
  status: z
    .enum(['open', 'closed'])
    .meta({ id: 'AccountStatus', description: 'A closed account takes no role.' }),
  name: z.string().optional(),
  email: z.string().optional(),
  /** French by default. */
  language: Language.optional(),
});
export type Account = z.infer<typeof Account>;

/** What of an account may be left out (and stays as it is), or be null (and is cleared). */
const detailNames = ['name', 'email', 'language'] as const;
type DetailName = (typeof detailNames)[number];

export type AccountUpdate = Omit<Account, DetailName> & {
  readonly [Name in DetailName]?: Account[Name] | null;
};

/** What a nic may change of its own account. */
export type OwnAccountUpdate = Pick<AccountUpdate, 'nic' | 'email' | 'language'>;

/** Splits an update into what is set and what is cleared. */
export function accountWrites(update: AccountUpdate | OwnAccountUpdate) {
  const details: Pick<AccountUpdate, DetailName> = update;
  const cleared = detailNames.filter((name) => details[name] === null);
  const set = Object.fromEntries(
    Object.entries(update).filter(([, value]) => value !== undefined && value !== null),
  );
  return { set, cleared };
}

/** A balance of zero or more is creditor or neutral. */
export const owesNothing = (account: Account): boolean => isMet(mustOweNothing, account);

export type Accounts = ReadonlyMap<Nic, Account>;

/** A requirement on a recipient's account. The check of a request and the transaction's condition both read it. */
export interface Requirement {
  readonly code: RecipientCode;
  readonly attribute: Exclude<keyof Account, 'nic' | DetailName>;
  readonly must: { readonly equals: string | boolean } | { readonly atLeast: number };
  readonly detail: (nic: Nic) => string;
}

export const mustBeOpen: Requirement = {
  code: 'recipient-closed',
  attribute: 'status',
  must: { equals: 'open' satisfies Account['status'] },
  detail: (nic) => `The account of ${nic} is closed. A contact needs an open one.`,
};

const mustBeValidated: Requirement = {
  code: 'recipient-not-validated',
  attribute: 'voipValidated',
  must: { equals: true },
  detail: (nic) => `${nic} has not completed the VoIP validation, which a billing contact needs.`,
};

const mustOweNothing: Requirement = {
  code: 'recipient-in-debt',
  attribute: 'balanceCents',
  must: { atLeast: 0 },
  detail: (nic) => `The account of ${nic} has a negative balance. A billing contact owes nothing.`,
};

interface Ineligibility extends Violation {
  readonly code: RecipientCode;
}

export type Eligibility = Readonly<Record<Role, readonly Requirement[]>>;

/** The requirements on the first contacts of a group (R3). */
export const eligibilityOfFirstContacts: Eligibility = forEachRole(() => [mustBeOpen]);

/** The requirements on a recipient (R3). */
export const eligibility: Eligibility = {
  ...eligibilityOfFirstContacts,
  billing: [mustBeOpen, mustBeValidated, mustOweNothing],
};

export const requirementsOf = (roles: Iterable<Role>, rule: Eligibility = eligibility): Requirement[] => [
  ...new Set(Array.from(roles).flatMap((role) => rule[role])),
];

/** The unmet requirements of `nic` for `role` (R3). */
export const ineligibilities = (
  role: Role,
  nic: Nic,
  accounts: Accounts,
  rule: Eligibility = eligibility,
): Ineligibility[] => unmetRequirements(nic, accounts, rule[role], `/contacts/${role}`);

/** The requirements that the account of `nic` does not meet, or only the missing account. */
export function unmetRequirements(
  nic: Nic,
  accounts: Accounts,
  requirements: readonly Requirement[],
  pointer: string,
): Ineligibility[] {
  const account = accounts.get(nic);
  if (account === undefined) {
    return [
      { code: 'recipient-unknown', pointer, detail: `${nic} has no account. A contact needs an open one.` },
    ];
  }
  return requirements
    .filter((requirement) => !isMet(requirement, account))
    .map(({ code, detail }) => ({ code, pointer, detail: detail(nic) }));
}

function isMet({ attribute, must }: Requirement, account: Account): boolean {
  const value = account[attribute];
  if ('equals' in must) return value === must.equals;
  return typeof value === 'number' && value >= must.atLeast;
}
