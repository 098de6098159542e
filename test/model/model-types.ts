import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import type { ServiceKind } from '../../shared/domain/service.ts';

export interface ModelSettings {
  /** The most changes that may propagate on a group at once. */
  readonly propagatingLimit: number;
  /** Whether there is a member system. A change of a single service then propagates too. */
  readonly notifiesMembers: boolean;
}

export interface ModelAccount {
  voipValidated: boolean;
  balanceCents: number;
  status: 'open' | 'closed';
}

export interface ModelGroup {
  contacts: Contacts;
  revision: number;
  isDeleted: boolean;
  /** How often it was made again under its id. */
  generation: number;
  /** The contact of each role at each revision, including the first contacts. */
  readonly history: { readonly revision: number; readonly contacts: Contacts }[];
  /** The number of changes that propagate. The system decides when one ends. */
  propagating: number;
}

export type ModelState =
  | 'awaiting-consent'
  | 'scheduled'
  | 'effective'
  | 'refused'
  | 'expired'
  | 'cancelled'
  | 'rejected';

/** What happened, and who did it: a nic, or the clock and the rules. */
export type ModelEvent = readonly [what: string, who: Nic | 'system'];

export interface ModelRequest {
  readonly group: number;
  /** Of the group. */
  readonly generation: number;
  readonly service: number | undefined;
  readonly by: Nic;
  readonly to: Readonly<Partial<Record<Role, Nic>>>;
  /** The contacts that it replaces, or those that its reassignment names. */
  from: Readonly<Partial<Record<Role, Nic | undefined>>>;
  /** Whether a reassignment made it. */
  readonly isTarget?: true;
  readonly expiresAt: number;
  readonly effectiveAt: number | undefined;
  readonly consents: Map<Nic, 'pending' | 'accepted' | 'refused'>;
  state: ModelState;
  /** What happened to it, in order. */
  readonly events: ModelEvent[];
  /** When the last consent came. */
  agreedAt?: number;
  revision?: number;
  /** When a retry of it was asked for that waits for its turn. */
  retryAt?: number;
  /** When its recipients were last reminded of it. */
  remindedAt?: number;
  /** The name that the system gave it. */
  id?: string;
}

export interface OwnContact {
  readonly to: Nic;
  readonly revision: number;
}

export interface ModelService {
  readonly group: number;
  readonly kind: ServiceKind;
  /** The revision at which it joined. */
  readonly joined: number;
  /** The technical contacts that were set on it alone since it joined, the last one last. */
  readonly own: OwnContact[];
}

/** When a request starts: at its time, or with its last consent if that came later; a retry when it was asked for. */
export const startTime = ({ effectiveAt = 0, agreedAt = 0, retryAt }: ModelRequest): number =>
  retryAt ?? Math.max(effectiveAt, agreedAt);

/** The rules of a role that the account breaks (R3). */
export function ineligible(role: Role, account: ModelAccount | undefined): string[] {
  if (account === undefined) return ['recipient-unknown'];
  const failing: string[] = [];
  if (account.status === 'closed') failing.push('recipient-closed');
  if (role === 'billing' && !account.voipValidated) failing.push('recipient-not-validated');
  if (role === 'billing' && account.balanceCents < 0) failing.push('recipient-in-debt');
  return failing;
}

/** The clock or a rule ends the request. */
export function endByItself(request: ModelRequest, state: 'expired' | 'rejected'): void {
  request.state = state;
  request.events.push([state, 'system']);
}
