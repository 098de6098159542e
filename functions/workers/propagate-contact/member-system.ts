import type { MemberFailureCode } from '../../../shared/domain/codes.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';

/** The member system's answer to a notification. */
export type MemberSystemAnswer =
  /** The member has the change. */
  | { readonly kind: 'taken' }
  /** The member has a later revision of every role of the change. */
  | { readonly kind: 'ahead' }
  /** A permanent failure: retries are pointless. */
  | { readonly kind: 'refused'; readonly code: MemberFailureCode; readonly detail: string }
  /** A temporary failure: retry, but not before `retryAfterSeconds`. */
  | {
      readonly kind: 'unavailable';
      readonly code: MemberFailureCode;
      readonly detail: string;
      readonly retryAfterSeconds?: number | undefined;
    };

/** The provisioning system behind the members. It is notified of a change before the member's row is written. */
export interface MemberSystem {
  /** Notifies it of a change of one member. Repeated calls carry the same idempotency key. */
  notify(message: MemberMessage): Promise<MemberSystemAnswer>;
}
