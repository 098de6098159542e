import type {
  MemberSystem,
  MemberSystemAnswer,
} from '../../functions/workers/propagate-contact/member-system.ts';
import type { MemberMessage } from '../../shared/messages/member-message.ts';

/** Members' own system, as the test wants it to answer; it remembers what it was told. */
export class FakeMemberSystem implements MemberSystem {
  readonly told: MemberMessage[] = [];
  answer: (message: MemberMessage) => MemberSystemAnswer = () => ({ kind: 'taken' });

  notify(message: MemberMessage): Promise<MemberSystemAnswer> {
    this.told.push(message);
    return Promise.resolve(this.answer(message));
  }
}
