import type { RejectionCode } from '../domain/codes.ts';
import type { Move } from '../domain/contact-change.ts';
import type { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../domain/identifiers.ts';
import type { Role } from '../domain/roles.ts';

/** Who asks, as the recipient of the request reads it. */
export interface Person {
  readonly nic: Nic;
  readonly name?: string | undefined;
}

/** What a change is about. */
export interface AboutChange {
  readonly changeId: ChangeId;
  readonly groupId: GroupId;
  readonly description?: string | undefined;
  readonly serviceId?: ServiceId | undefined;
}

export interface AboutReassignment {
  readonly reassignmentId: ReassignmentId;
  readonly from: Nic;
  readonly to: Nic;
  readonly roles: readonly Role[];
}

export interface Decided {
  readonly decision: 'accepted' | 'refused';
  readonly nic: Nic;
  readonly roles: readonly Role[];
  readonly reason?: string | undefined;
  /** Whose decision is still missing. */
  readonly missing: readonly Nic[];
  /** When it is to become effective or to run. */
  readonly at?: string | undefined;
}

export type WhyRejected = RejectionCode | 'other';

/** Something that waits for the reader's decision. */
export type WaitingItem = {
  /** Of the reader. */
  readonly roles: readonly Role[];
  readonly reason?: string | undefined;
  readonly expiresAt: string;
  /** When it is to become effective or to run. */
  readonly at?: string | undefined;
} & (
  | {
      readonly change: AboutChange;
      readonly reassignment?: undefined;
      readonly batch?: undefined;
    }
  | {
      readonly reassignment: AboutReassignment;
      readonly change?: undefined;
      /** Names those that belong together. */
      readonly batch?: string | undefined;
    }
);

export interface MovedRole {
  readonly role: Role;
  readonly move: Pick<Move, 'from' | 'to'>;
}

/** What a letter says, in no language yet. Times are RFC 3339 in UTC. */
export type Notice =
  | {
      readonly kind: 'waiting';
      readonly requester: Person;
      readonly items: readonly WaitingItem[];
      /** Whether more waits than is listed. */
      readonly isMore: boolean;
      readonly isReminder: boolean;
    }
  | { readonly kind: 'decided'; readonly about: AboutChange; readonly decided: Decided }
  | {
      readonly kind: 'started';
      readonly about: AboutChange;
      readonly moved: readonly MovedRole[];
      readonly at: string;
      readonly services: number;
    }
  | { readonly kind: 'address-changed'; readonly nic: Nic; readonly at: string }
  | { readonly kind: 'expired'; readonly about: AboutChange; readonly at: string }
  | { readonly kind: 'rejected'; readonly about: AboutChange; readonly why: WhyRejected; readonly at: string }
  | {
      readonly kind: 'completed';
      readonly about: AboutChange;
      readonly moved: readonly MovedRole[];
      readonly services: number;
      readonly failed: number;
      /** Whether the reader asked for it. Otherwise it is the group's administration contact. */
      readonly isRequester: boolean;
    }
  | {
      readonly kind: 'roles-lost';
      readonly about: AboutChange;
      readonly moved: readonly MovedRole[];
      readonly isEffective: boolean;
      /** Absent if it waits for other changes of its group. */
      readonly at?: string | undefined;
    }
  | {
      readonly kind: 'reassignment-decided';
      readonly about: AboutReassignment;
      readonly decided: Decided;
    }
  | { readonly kind: 'reassignment-started'; readonly about: AboutReassignment; readonly at: string }
  | { readonly kind: 'reassignment-expired'; readonly about: AboutReassignment; readonly at: string }
  | {
      readonly kind: 'reassignment-completed';
      readonly about: AboutReassignment;
      readonly targets: { readonly completed: number; readonly failed: number; readonly skipped: number };
      readonly isFailed: boolean;
    }
  | {
      readonly kind: 'reassignment-roles-lost';
      readonly about: AboutReassignment;
      readonly isEffective: boolean;
      readonly at?: string | undefined;
    };
