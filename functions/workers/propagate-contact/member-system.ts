import type { MemberFailureCode } from '../../../shared/domain/codes.ts';
import type { ChangeId, Nic, ServiceId } from '../../../shared/domain/identifiers.ts';
import type { Role } from '../../../shared/domain/roles.ts';

/** The notification of one service. */
export interface Notification {
  /** The same for every repetition of the call. */
  readonly id: string;
  readonly serviceId: ServiceId;
  /** The member system compares it role by role. */
  readonly revision: number;
  readonly contacts: Readonly<Partial<Record<Role, Nic | undefined>>>;
  readonly cause: 'change' | 'join' | 'resync';
  /** Absent for a join or a resync. */
  readonly changeId?: ChangeId;
}

/** The member system's answer. */
export type MemberSystemAnswer =
  /** The member has these contacts. */
  | { readonly kind: 'taken' }
  /** The member has a later revision of every role in the notification. */
  | { readonly kind: 'ahead' }
  /** A permanent failure: retries are pointless. */
  | {
      readonly kind: 'refused';
      readonly code: MemberFailureCode;
      readonly detail: string;
      /** The beginning of its answer's body, as text. */
      readonly answer?: string | undefined;
    }
  /** A temporary failure: retry, but not before `retryAfterSeconds`. */
  | {
      readonly kind: 'unavailable';
      readonly code: MemberFailureCode;
      readonly detail: string;
      readonly retryAfterSeconds?: number | undefined;
      /** The beginning of its answer's body, as text. */
      readonly answer?: string | undefined;
    };

/** The provisioning system behind the members. It is notified of a change before the member's row is written. */
export interface MemberSystem {
  /** Notifies it of one service. A repeated call has the same id. */
  notify(notification: Notification): Promise<MemberSystemAnswer>;
}
