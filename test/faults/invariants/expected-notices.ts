import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { ChangeEvent, ReassignmentEvent } from '../../../shared/domain/event.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { MovedRole, Notice } from '../../../shared/mail/notice.ts';

/** A letter about an event. */
export interface ExpectedNotice {
  readonly to: Nic;
  readonly eventId: string;
  /** What it may say: more than one thing, if that depends on when it was written. */
  readonly notices: readonly Notice[];
  /** Whether it must come. Others may come, unless a later state has overtaken them. */
  readonly isMust: boolean;
}

interface Told {
  readonly to: Nic;
  readonly notices: readonly Notice[];
  readonly isMust?: boolean;
}

const may = (to: Nic, ...notices: readonly Notice[]): Told => ({ to, notices });
const must = (to: Nic, notice: Notice, isMust = true): Told => ({ to, notices: [notice], isMust });

/**
 * Who is mailed of a change that no reassignment made (the table of the design page, and no code of the product).
 * @param change as it is when all is idle
 * @param events all of them, in order
 * @param administrators who was the administration contact of its group, ever
 */
export function noticesOfChange(
  change: ContactChange,
  events: readonly ChangeEvent[],
  administrators: readonly Nic[],
): ExpectedNotice[] {
  const about = { changeId: change.changeId, groupId: change.groupId, serviceId: change.serviceId };
  const owner = change.requestedBy;
  const moved = roles.flatMap((role): MovedRole[] => {
    const move = change.contacts[role];
    return move === undefined ? [] : [{ role, move }];
  });
  const acceptedLater = change.consents.some(({ via }) => via === 'accept');
  const lost = (when: { isEffective: boolean; at?: string | undefined }): Told[] =>
    Array.from(new Set(moved.map(({ move }) => move.from)), (nic): Told => {
      const own = moved.filter(({ move }) => move.from === nic);
      return must(nic, { kind: 'roles-lost', about, moved: own, ...when }, when.isEffective);
    }).filter(({ to }) => to !== owner);
  const isLast = (event: ChangeEvent): boolean => event === events.at(-1);
  const told = (event: ChangeEvent): Told[] => {
    const { at } = event;
    switch (event.type) {
      case 'contact-change.consent-accepted': {
        if (event.nic === owner || event.via !== 'accept') return [];
        const { nic, roles: given } = event;
        const notices = missingAfter(change, events, event).map((missing): Notice => ({
          kind: 'decided',
          about,
          decided: { decision: 'accepted', nic, roles: given, missing, at: change.effectiveAt },
        }));
        return [{ to: owner, notices, isMust: change.state === 'expired' }];
      }
      case 'contact-change.consent-refused': {
        const { nic, roles: given, reason } = event;
        const decided = { decision: 'refused' as const, nic, roles: given, reason, missing: [] };
        return nic === owner ? [] : [must(owner, { kind: 'decided', about, decided })];
      }
      case 'contact-change.scheduled':
        return lost({ isEffective: false, at: event.effectiveAt });
      case 'contact-change.effective': {
        const { actor, services } = event;
        const isOwnDoing = actor === owner || (actor !== 'system' && !acceptedLater);
        const started = may(owner, { kind: 'started', about, moved, at, services });
        return [...lost({ isEffective: true, at }), ...(isOwnDoing ? [] : [started])];
      }
      case 'contact-change.completed':
      case 'contact-change.completed-with-failures': {
        const { services } = event.members;
        const failed = event.type === 'contact-change.completed' ? 0 : event.members.failed;
        const ended = { kind: 'completed', about, moved, services, failed } as const;
        const others = failed === 0 ? [] : administrators.filter((nic) => nic !== owner);
        return [
          must(owner, { ...ended, isRequester: true }, isLast(event)),
          ...others.map((nic) => may(nic, { ...ended, isRequester: false })),
        ];
      }
      case 'contact-change.expired':
        return [must(owner, { kind: 'expired', about, at })];
      case 'contact-change.rejected':
        return [must(owner, { kind: 'rejected', about, why: event.rejection.code, at })];
      case 'contact-change.requested':
      case 'contact-change.reminded':
      case 'contact-change.retried':
      case 'contact-change.cancelled':
        return [];
      default:
        return event satisfies never;
    }
  };
  return events.flatMap((event) => told(event).map((one) => withEvent(one, event)));
}

/** Whose decision is missing after a consent, and after each later one. */
function missingAfter(
  { consents }: ContactChange,
  events: readonly ChangeEvent[],
  { sequence }: ChangeEvent,
): Nic[][] {
  const accepted = events.filter((event) => event.type === 'contact-change.consent-accepted');
  return accepted
    .filter((later) => later.sequence >= sequence)
    .map((later) => {
      const known = new Set(accepted.filter((one) => one.sequence <= later.sequence).map(({ nic }) => nic));
      return consents.map(({ nic }) => nic).filter((nic) => !known.has(nic));
    });
}

/** Who is mailed of a reassignment: once for all its changes. */
export function noticesOfReassignment(
  { reassignmentId, from, to, roles: taken, requestedBy: owner }: Reassignment,
  events: readonly ReassignmentEvent[],
): ExpectedNotice[] {
  const about = { reassignmentId, from, to, roles: taken };
  const told = (event: ReassignmentEvent): Told[] => {
    const { at } = event;
    switch (event.type) {
      case 'reassignment.consent-accepted': {
        const decided = { decision: 'accepted' as const, nic: to, roles: taken, missing: [] };
        const isOwn = to === owner || event.via !== 'accept';
        return isOwn ? [] : [may(owner, { kind: 'reassignment-decided', about, decided })];
      }
      case 'reassignment.consent-refused': {
        const decided = { decision: 'refused' as const, nic: to, roles: taken, missing: [] };
        const { reason } = event;
        const notice: Notice = { kind: 'reassignment-decided', about, decided: { ...decided, reason } };
        return to === owner ? [] : [must(owner, notice)];
      }
      case 'reassignment.scheduled': {
        const planned = { kind: 'reassignment-roles-lost', about, isEffective: false } as const;
        return from === owner ? [] : [may(from, { ...planned, at: event.runAt })];
      }
      case 'reassignment.started':
        return [
          ...(from === owner
            ? []
            : [must(from, { kind: 'reassignment-roles-lost', about, isEffective: true, at })]),
          ...(event.actor === owner ? [] : [may(owner, { kind: 'reassignment-started', about, at })]),
        ];
      case 'reassignment.completed':
      case 'reassignment.completed-with-failures': {
        const isFailed = event.type === 'reassignment.completed-with-failures';
        const notice: Notice = {
          kind: 'reassignment-completed',
          about,
          targets: event.targets,
          isFailed,
        };
        return Array.from(new Set([owner, to]), (nic) => must(nic, notice, event === events.at(-1)));
      }
      case 'reassignment.expired':
        return [must(owner, { kind: 'reassignment-expired', about, at })];
      case 'reassignment.requested':
      case 'reassignment.reminded':
      case 'reassignment.retried':
      case 'reassignment.cancelled':
        return [];
      default:
        return event satisfies never;
    }
  };
  return events.flatMap((event) => told(event).map((one) => withEvent(one, event)));
}

const withEvent = (
  { to, notices, isMust = false }: Told,
  { eventId }: ChangeEvent | ReassignmentEvent,
): ExpectedNotice => ({ to, notices, isMust, eventId });
