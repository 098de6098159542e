import type {
  ChangeId,
  GroupId,
  Nic,
  ReassignmentId,
  ServiceId,
} from '../../../shared/domain/identifiers.ts';
import type { Event } from '../../../shared/domain/event.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { MemberMessage, MemberQueueMessage } from '../../../shared/messages/member-message.ts';
import type { QueueName } from '../queues/topology.ts';
import { Hints } from './hints.ts';

/** A client's request, when its change was recorded. */
export interface AskedFor {
  readonly requester: Nic;
  /** By their owner. */
  readonly codes: ReadonlyMap<Nic, string>;
}

/** A client's request, when its reassignment was recorded. */
export interface AskedForReassignment {
  readonly requester: Nic;
  readonly isOperator: boolean;
  readonly code: string | undefined;
}

/** A consent given beforehand. */
export interface GivenCode {
  readonly nic: Nic;
  readonly roles: readonly Role[];
  readonly groupId: GroupId | undefined;
  readonly expiresAt: number;
}

export interface Effect {
  readonly changeId: ChangeId;
  readonly groupId: GroupId;
  readonly revision: number;
  readonly serviceId: ServiceId | undefined;
  readonly contacts: Readonly<Partial<Record<Role, Nic>>>;
}

export interface StoredEvent {
  readonly event: Event;
  /** When it was written, in virtual milliseconds. */
  readonly time: number;
}

/** Users' actions and messages, recorded independently of the system, to compare with it. */
export class History {
  readonly asked = new Map<ChangeId, AskedFor>();
  /** `changeId nic`. */
  readonly agreed = new Set<string>();
  readonly codes = new Map<string, GivenCode>();
  readonly askedReassignments = new Map<ReassignmentId, AskedForReassignment>();
  /** `reassignmentId nic`. */
  readonly agreedReassignments = new Set<string>();
  readonly effects: Effect[] = [];
  /** `changeId serviceId`. */
  readonly failures = new Set<string>();
  /** Members and messages that a fault hit, as `serviceId` and `changeId serviceId`. */
  readonly touched = new Set<string>();
  readonly retries = new Map<string, number>();
  readonly hints = new Hints();
  /** As they were written, by id. */
  readonly storedEvents = new Map<string, StoredEvent>();
  /** The ids of those that the bus has accepted. */
  readonly acceptedEvents = new Set<string>();
  unreadableToMembers = 0;
  /** Requests for a change or a reassignment. */
  asks = 0;
  readonly #sent = new Map<string, number>();

  /** Counts a message that a queue took. */
  sent(queue: QueueName, body: string): void {
    if (queue !== 'members') return;
    const member = memberOf(body);
    if (member !== undefined) this.#sent.set(member, (this.#sent.get(member) ?? 0) + 1);
  }

  get messagesByMember(): ReadonlyMap<string, number> {
    return this.#sent;
  }

  touch(body: string): void {
    const member = memberOf(body);
    if (member !== undefined) this.touched.add(member);
  }
}

/** Undefined if it cannot be read. */
export function readMember(body: string): MemberMessage | undefined {
  try {
    return MemberMessage.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** The service that a message to a member, or about its join, is about. */
export function serviceNamedBy(body: string): ServiceId | undefined {
  try {
    const message = MemberQueueMessage.safeParse(JSON.parse(body)).data;
    return message !== undefined && 'serviceId' in message ? message.serviceId : undefined;
  } catch {
    return undefined;
  }
}

/** As `changeId serviceId`. */
export function memberOf(body: string): string | undefined {
  const message = readMember(body);
  return message === undefined ? undefined : `${message.changeId} ${message.serviceId}`;
}
