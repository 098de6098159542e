import type {
  MemberSystem,
  MemberSystemAnswer,
} from '../../functions/workers/propagate-contact/member-system.ts';
import type { MemberMessage } from '../../shared/messages/member-message.ts';

/** A member system with configurable answers. It records its notifications. */
export class FakeMemberSystem implements MemberSystem {
  readonly notifications: MemberMessage[] = [];
  answer: (message: MemberMessage) => MemberSystemAnswer = () => ({ kind: 'taken' });

  notify(message: MemberMessage): Promise<MemberSystemAnswer> {
    this.notifications.push(message);
    return Promise.resolve(this.answer(message));
  }
}
