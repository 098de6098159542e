import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import { system, type ChangeEvent } from '../../../shared/domain/event.ts';
import type { Group } from '../../../shared/domain/group.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { AboutChange, MovedRole, Notice } from '../../../shared/mail/notice.ts';

/** A letter that is to be written, at most one a reader. */
export interface Due {
  readonly to: Nic;
  readonly notice: Notice;
}

/** The change and its group as they are now. The group may have been deleted. */
export interface ChangeNow {
  readonly change: ContactChange;
  readonly group: Pick<Group, 'contacts' | 'description'> | undefined;
}

type EventOf<Type extends ChangeEvent['type']> = Extract<ChangeEvent, { readonly type: Type }>;

const movesOf = ({ contacts }: Pick<ChangeEvent, 'contacts'>): MovedRole[] =>
  roles.flatMap((role) => {
    const move = contacts[role];
    return move === undefined ? [] : [{ role, move }];
  });

export const aboutChange = (
  { changeId, groupId, serviceId }: Pick<ChangeEvent, 'changeId' | 'groupId' | 'serviceId'>,
  group: ChangeNow['group'],
): AboutChange => ({ changeId, groupId, serviceId, description: group?.description });

/**
 * Who is to be told of what happened to a change, beside those whose decision is missing. What a later state has
 * overtaken is left out: that one has its own letter. A requester is not told what it has done itself.
 */
export function lettersOfChange(event: ChangeEvent, now: ChangeNow): Due[] {
  const { change } = now;
  const about = aboutChange(event, now.group);
  const to = event.requestedBy;
  switch (event.type) {
    case 'contact-change.consent-accepted':
      return accepted(event, now);
    case 'contact-change.consent-refused': {
      const { nic, roles: refused, reason } = event;
      if (nic === to) return [];
      const decided = { decision: 'refused' as const, nic, roles: refused, reason, missing: [] };
      return [{ to, notice: { kind: 'decided', about, decided } }];
    }
    case 'contact-change.scheduled':
      return change.state === 'scheduled'
        ? losing(event, about, { isEffective: false, at: event.effectiveAt })
        : [];
    case 'contact-change.effective': {
      const lost = losing(event, about, { isEffective: true, at: event.at });
      if (change.state !== 'propagating' || isOwnDoing(event, change)) return lost;
      const { at, services } = event;
      return [...lost, { to, notice: { kind: 'started', about, moved: movesOf(event), at, services } }];
    }
    case 'contact-change.completed':
    case 'contact-change.completed-with-failures':
      return completed(event, now);
    case 'contact-change.expired':
      return [{ to, notice: { kind: 'expired', about, at: event.at } }];
    case 'contact-change.rejected': {
      const { code: why } = event.rejection;
      return [{ to, notice: { kind: 'rejected', about, why, at: event.at } }];
    }
    case 'contact-change.requested':
    case 'contact-change.reminded':
    case 'contact-change.retried':
    case 'contact-change.cancelled':
      return [];
    default:
      return event satisfies never;
  }
}

/** Whether it became effective with the request itself, by consents that came with it. */
const isOwnDoing = ({ actor, requestedBy }: ChangeEvent, { consents }: ContactChange): boolean =>
  actor === requestedBy || (actor !== system && !consents.some(({ via }) => via === 'accept'));

/** Once the change is effective, that is what the requester is told. A consent with the request is its own doing. */
function accepted(event: EventOf<'contact-change.consent-accepted'>, { change, group }: ChangeNow): Due[] {
  const { requestedBy: to, nic, roles: agreed, via } = event;
  if (via !== 'accept' || nic === to) return [];
  if (change.state !== 'awaiting-consent' && change.state !== 'scheduled') return [];
  const missing = change.consents
    .filter(({ decision }) => decision === 'pending')
    .map((consent) => consent.nic);
  const decided = { decision: 'accepted' as const, nic, roles: agreed, missing, at: change.effectiveAt };
  return [{ to, notice: { kind: 'decided', about: aboutChange(event, group), decided } }];
}

function completed(
  event: EventOf<'contact-change.completed' | 'contact-change.completed-with-failures'>,
  { change, group }: ChangeNow,
): Due[] {
  const hasFailures = event.type === 'contact-change.completed-with-failures';
  if (change.state !== (hasFailures ? 'completed-with-failures' : 'completed')) return [];
  const { requestedBy, members } = event;
  const administration = hasFailures ? group?.contacts.administration : undefined;
  const readers = new Set([requestedBy, ...(administration === undefined ? [] : [administration])]);
  return Array.from(readers, (to): Due => ({
    to,
    notice: {
      kind: 'completed',
      about: aboutChange(event, group),
      moved: movesOf(event),
      services: members.services,
      failed: hasFailures ? members.failed : 0,
      isRequester: to === requestedBy,
    },
  }));
}

/** Those who lose a role, and did not ask for it. */
function losing(
  event: ChangeEvent,
  about: AboutChange,
  when: { readonly isEffective: boolean; readonly at?: string | undefined },
): Due[] {
  const moved = movesOf(event);
  const losers = new Set(moved.map(({ move }) => move.from).filter((nic) => nic !== event.requestedBy));
  return Array.from(losers, (to): Due => ({
    to,
    notice: { kind: 'roles-lost', about, moved: moved.filter(({ move }) => move.from === to), ...when },
  }));
}
