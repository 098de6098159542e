import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import type { ServiceKind } from '../../shared/domain/service.ts';

/** An event: a request, a passage of time, or a fault of the queues. */
export type SingleAction =
  | {
      readonly kind: 'account';
      readonly who: Nic;
      readonly voipValidated: boolean;
      readonly balanceCents: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'ask';
      /** The group's current administration contact. */
      readonly who: Nic | undefined;
      readonly contacts: Readonly<Partial<Record<Role, Nic>>>;
      readonly group: number;
      readonly service: number | undefined;
      readonly inMinutes: number | undefined;
      readonly codesFrom: readonly Nic[];
    }
  | {
      readonly kind: 'decide';
      readonly who: Nic;
      readonly request: number;
      readonly decision: 'accepted' | 'refused';
    }
  | { readonly kind: 'agree' | 'retry'; readonly request: number }
  | { readonly kind: 'remind'; readonly who: Nic | undefined; readonly request: number }
  | { readonly kind: 'cancel'; readonly who: Nic; readonly request: number }
  | { readonly kind: 'clock'; readonly minutes: number }
  | { readonly kind: 'due' }
  | { readonly kind: 'steps' }
  | {
      readonly kind: 'deliver';
      readonly every: number;
      readonly delivery: Delivery;
    }
  | {
      readonly kind: 'join';
      readonly service: number;
      /** Others that join in the same request. */
      readonly others: readonly number[];
      readonly isPartial: boolean;
      readonly group: number;
      readonly as: ServiceKind;
      /** Whether it leaves where it is first. */
      readonly leaves: boolean;
    }
  | { readonly kind: 'leave'; readonly service: number }
  | {
      readonly kind: 'delete-group';
      readonly group: number;
      /** Whether its services leave first. */
      readonly leave: boolean;
    }
  | { readonly kind: 'make-group'; readonly group: number; readonly contacts: Contacts }
  | {
      readonly kind: 'reassignment';
      readonly who: Nic | undefined;
      readonly from: Nic;
      readonly to: Nic;
      readonly roles: readonly Role[];
      readonly batch: string | undefined;
      readonly inMinutes: number | undefined;
      readonly isOperator: boolean;
    }
  | {
      readonly kind: 'decide-reassignment';
      /** The nic whose decision it is. */
      readonly who: Nic | undefined;
      readonly request: number;
      readonly decision: 'accepted' | 'refused' | 'cancelled';
    }
  | { readonly kind: 'remind-of-reassignment'; readonly who: Nic | undefined; readonly request: number }
  | {
      readonly kind: 'accept-batch';
      readonly batch: string;
      readonly by: Nic;
      readonly to: Nic;
    }
  | { readonly kind: 'run-reassignments' };

/** What becomes of a message to a member. The last three are answers of its own system. */
export type Delivery =
  | 'once'
  | 'twice'
  | 'lost'
  | 'reversed'
  | 'dead'
  | 'system-down'
  | 'answer-lost'
  | 'given-up';

/** A single event, or one and another that happens in the middle of it. */
export type Action =
  | SingleAction
  | {
      readonly kind: 'meanwhile';
      readonly first: SingleAction;
      /** The number of the first one's calls that come before the second. */
      readonly calls: number;
      readonly second: SingleAction;
    };
