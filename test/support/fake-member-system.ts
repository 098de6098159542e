import type {
  MemberSystem,
  MemberSystemAnswer,
  Notification,
} from '../../functions/workers/propagate-contact/member-system.ts';

/** A member system with configurable answers. It records its notifications. */
export class FakeMemberSystem implements MemberSystem {
  readonly notifications: Notification[] = [];
  answer: (notification: Notification) => MemberSystemAnswer = () => ({ kind: 'taken' });

  notify(notification: Notification): Promise<MemberSystemAnswer> {
    this.notifications.push(notification);
    return Promise.resolve(this.answer(notification));
  }
}
