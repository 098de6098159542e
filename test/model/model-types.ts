import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';

export interface ModelAccount {
  voipValidated: boolean;
  balanceCents: number;
  status: 'open' | 'closed';
}

export type ModelState =
  'awaiting-consent' | 'scheduled' | 'effective' | 'refused' | 'expired' | 'cancelled' | 'rejected';

export interface ModelRequest {
  readonly service: number | undefined;
  readonly by: Nic;
  readonly to: Readonly<Partial<Record<Role, Nic>>>;
  readonly expiresAt: number;
  readonly effectiveAt: number | undefined;
  readonly consents: Map<Nic, 'pending' | 'accepted' | 'refused'>;
  state: ModelState;
  /** When the last consent came. */
  agreedAt?: number;
  revision?: number;
  /** The number of the group's services when the change became effective. */
  members?: number;
}

export interface ModelService {
  /** The revision at which it joined. */
  readonly joined: number;
  /** Its own technical contact, if one was set after it joined. */
  own?: { readonly to: Nic; readonly revision: number };
}

export interface AskModel {
  readonly service: number | undefined;
  /** What the service shows. */
  readonly shown: Contacts | undefined;
  /** Whether no change of the technical contact is about to reach it. */
  readonly isUpToDate: boolean;
  readonly effectiveAt: number | undefined;
  readonly codesFrom?: readonly Nic[];
}

/** When the request starts: at its time, or with its last consent if that came later. */
export const startTime = ({ effectiveAt = 0, agreedAt = 0 }: ModelRequest): number =>
  Math.max(effectiveAt, agreedAt);

/** The rules of a role that the account breaks (R3). */
export function ineligible(role: Role, account: ModelAccount | undefined): string[] {
  if (account === undefined) return ['recipient-unknown'];
  const failing: string[] = [];
  if (account.status === 'closed') failing.push('recipient-closed');
  if (role === 'billing' && !account.voipValidated) failing.push('recipient-not-validated');
  if (role === 'billing' && account.balanceCents < 0) failing.push('recipient-in-debt');
  return failing;
}
