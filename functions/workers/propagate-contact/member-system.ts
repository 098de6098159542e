import type { MemberFailureCode } from '../../../shared/domain/codes.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';

/** What a member's own system made of a change. */
export type MemberSystemAnswer =
  /** It stands at the change, or stood there already. */
  | { readonly kind: 'taken' }
  /** It stands at a later revision of every role of the change. */
  | { readonly kind: 'ahead' }
  /** It will not take the change, however often it is told. */
  | { readonly kind: 'refused'; readonly code: MemberFailureCode; readonly detail: string }
  /** It may take the change another time, at the earliest after `retryAfterSeconds` where it says so. */
  | {
      readonly kind: 'unavailable';
      readonly code: MemberFailureCode;
      readonly detail: string;
      readonly retryAfterSeconds?: number | undefined;
    };

/** The members' own provisioning system, told of a change before the member's row is written. */
export interface MemberSystem {
  /** Tells it of the change, once for each change and member however often this is called: the call carries its key. */
  notify(message: MemberMessage): Promise<MemberSystemAnswer>;
}
