import type {
  MemberSystem,
  MemberSystemAnswer,
  Notification,
} from '../../functions/workers/propagate-contact/member-system.ts';
import type { Nic, ServiceId } from '../../shared/domain/identifiers.ts';
import { Role, roles } from '../../shared/domain/roles.ts';

interface Standing {
  readonly revision: number;
  readonly nic: Nic;
}

const down: MemberSystemAnswer = {
  kind: 'unavailable',
  code: 'member-system-unavailable',
  detail: 'It is down.',
};

/** Behaves as the documentation asks: keeps a revision per role, and never takes a lower one. */
export class CarefulMemberSystem implements MemberSystem {
  readonly notifications: Notification[] = [];
  isDown = false;
  /** Takes the notification, but its answer is lost. */
  isUnheard = false;
  /** Answers this and takes nothing. */
  answerInstead: MemberSystemAnswer | undefined;
  /** Runs during a call. */
  before: ((notification: Notification) => Promise<void>) | undefined;
  /** How often each member of each change was tried in vain, by change and service. */
  readonly failedTries = new Map<string, number>();
  readonly #standing = new Map<string, Standing>();

  async notify(notification: Notification): Promise<MemberSystemAnswer> {
    await this.before?.(notification);
    const answer = this.#answer(notification);
    if (answer.kind === 'unavailable' || answer.kind === 'refused') {
      const key = `${notification.changeId} ${notification.serviceId}`;
      this.failedTries.set(key, (this.failedTries.get(key) ?? 0) + 1);
    }
    return answer;
  }

  #answer(notification: Notification): MemberSystemAnswer {
    if (this.isDown) return down;
    if (this.answerInstead !== undefined) return this.answerInstead;
    const answer = this.#take(notification);
    return this.isUnheard ? down : answer;
  }

  #take(notification: Notification): MemberSystemAnswer {
    const { serviceId, revision, contacts } = notification;
    const named = roles.flatMap((role) => {
      const nic = contacts[role];
      return nic === undefined ? [] : [{ key: `${serviceId} ${role}`, nic }];
    });
    const revisionOf = (key: string): number => this.#standing.get(key)?.revision ?? -1;
    if (named.every(({ key }) => revisionOf(key) > revision)) return { kind: 'ahead' };
    this.notifications.push(notification);
    for (const { key, nic } of named)
      if (revisionOf(key) < revision) this.#standing.set(key, { revision, nic });
    return { kind: 'taken' };
  }

  /** As notified. */
  contactsOf(serviceId: ServiceId): Partial<Record<Role, Nic>> {
    return Object.fromEntries(
      Role.options.flatMap((role) => {
        const standing = this.#standing.get(`${serviceId} ${role}`);
        return standing === undefined ? [] : [[role, standing.nic]];
      }),
    );
  }
}
