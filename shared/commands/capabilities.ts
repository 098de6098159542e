import type { ChangeId, CodeId, ReassignmentId, ResyncId } from '../domain/identifiers.ts';
import type { EventBus } from '../messages/event-bus.ts';
import type { Mail } from '../messages/mail.ts';
import type { FeedingQueue, Queue } from '../messages/queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { ChangeListStore } from '../store/change-lists.ts';
import type { ChangeStore } from '../store/changes.ts';
import type { ConsentCodeStore } from '../store/consent-codes.ts';
import type { DueWorkStore } from '../store/due-work.ts';
import type { GroupDeletionStore } from '../store/group-deletions.ts';
import type { EventStore } from '../store/events.ts';
import type { GroupStore } from '../store/groups.ts';
import type { InboxStore } from '../store/inbox.ts';
import type { FormerAddressStore } from '../store/former-addresses.ts';
import type { MailingStore } from '../store/mailings.ts';
import type { MemberContactsStore } from '../store/member-contacts.ts';
import type { MemberStore } from '../store/members.ts';
import type { MissingStore } from '../store/missing.ts';
import type { OperatorLists } from '../store/operator-lists.ts';
import type { OutcomeStore } from '../store/outcomes.ts';
import type { ProgressStore } from '../store/progress.ts';
import type { ReassignmentStore } from '../store/reassignments.ts';
import type { AllServices, ResyncStore } from '../store/resyncs.ts';
import type { ServiceStore } from '../store/services.ts';
import type { UntoldJoinStore } from '../store/untold-joins.ts';

/** Every port and setting. Each command, operation or worker names the ones it uses with `Pick`. */
export interface Capabilities {
  readonly accounts: AccountStore;
  readonly changeLists: ChangeListStore;
  readonly changes: ChangeStore;
  readonly consentCodes: ConsentCodeStore;
  readonly dueWork: DueWorkStore;
  readonly groupDeletions: GroupDeletionStore;
  readonly events: EventStore;
  readonly eventBus: EventBus;
  readonly groups: GroupStore;
  readonly inbox: InboxStore;
  readonly mail: Mail;
  readonly formerAddresses: FormerAddressStore;
  readonly mailings: MailingStore;
  readonly memberContacts: MemberContactsStore;
  readonly members: MemberStore;
  readonly missing: MissingStore;
  readonly operatorLists: OperatorLists;
  readonly outcomes: OutcomeStore;
  readonly progress: ProgressStore;
  readonly reassignments: ReassignmentStore;
  readonly resyncs: ResyncStore;
  readonly allServices: AllServices;
  readonly services: ServiceStore;
  readonly untoldJoins: UntoldJoinStore;
  readonly changeQueue: Queue;
  /** Wakes the publisher of events. */
  readonly eventQueue: Queue;
  readonly reassignmentQueue: Queue;
  /** Undefined if this deployment sends no mail. */
  readonly mailQueue: Queue | undefined;
  /** Where the links of mail lead. */
  readonly consoleUrl: string;
  /** Carries one message per member of a change. */
  readonly memberQueue: Queue & FeedingQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newChangeId: (now: Date) => ChangeId;
  readonly newReassignmentId: (now: Date) => ReassignmentId;
  readonly newResyncId: (now: Date) => ResyncId;
  readonly newCodeId: (now: Date) => CodeId;
  readonly newCode: () => string;
  /** The most changes that propagate on one group at once. Others wait (R8). */
  readonly propagatingLimit: number;
  /** Whether members' own systems are notified of changes. */
  readonly notifiesMembers: boolean;
  /** The longest pause between two attempts at one member, in seconds. */
  readonly longestPauseSeconds: number;
  /** The age at which a member message has certainly left its queue, so that it may be sent again. */
  readonly resendAfterMilliseconds: number;
}

export type ChangeCapabilities = Pick<
  Capabilities,
  'changes' | 'changeQueue' | 'eventQueue' | 'clock' | 'log' | 'notifiesMembers' | 'propagatingLimit'
>;

export type JoinCapabilities = Pick<
  Capabilities,
  'groups' | 'services' | 'memberQueue' | 'eventQueue' | 'notifiesMembers' | 'clock' | 'log'
>;

export type ReassignmentCapabilities = Pick<
  Capabilities,
  'reassignments' | 'reassignmentQueue' | 'eventQueue' | 'clock' | 'log'
>;
