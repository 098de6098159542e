import type { ReassignmentEvent } from '../../../shared/domain/event.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { AboutReassignment } from '../../../shared/mail/notice.ts';
import type { Due } from './letters-of-change.ts';

export const aboutReassignment = ({
  reassignmentId,
  from,
  to,
  roles,
}: AboutReassignment): AboutReassignment => ({ reassignmentId, from, to, roles });

/** Who is to be told of what happened to a reassignment, once for all its targets. */
export function lettersOfReassignment(event: ReassignmentEvent, { state }: Reassignment): Due[] {
  const { requestedBy: owner, from, to } = event;
  const about = aboutReassignment(event);
  switch (event.type) {
    case 'reassignment.consent-accepted': {
      if (event.via !== 'accept' || event.nic === owner) return [];
      // Once it runs, that is what the owner is told.
      if (state !== 'scheduled') return [];
      return decided(event, about, 'accepted');
    }
    case 'reassignment.consent-refused':
      return event.nic === owner ? [] : decided(event, about, 'refused');
    case 'reassignment.scheduled':
      if (state !== 'scheduled' || from === owner) return [];
      return [
        { to: from, notice: { kind: 'reassignment-roles-lost', about, isEffective: false, at: event.runAt } },
      ];
    case 'reassignment.started': {
      const { at, actor } = event;
      const isTold = state === 'running' && actor !== owner;
      return [
        ...(from === owner
          ? []
          : [
              {
                to: from,
                notice: { kind: 'reassignment-roles-lost' as const, about, isEffective: true, at },
              },
            ]),
        ...(isTold ? [{ to: owner, notice: { kind: 'reassignment-started' as const, about, at } }] : []),
      ];
    }
    case 'reassignment.completed':
    case 'reassignment.completed-with-failures': {
      const isFailed = event.type === 'reassignment.completed-with-failures';
      if (state !== (isFailed ? 'completed-with-failures' : 'completed')) return [];
      const { targets } = event;
      return Array.from(new Set([owner, to]), (reader): Due => ({
        to: reader,
        notice: { kind: 'reassignment-completed', about, targets, isFailed },
      }));
    }
    case 'reassignment.expired':
      return [{ to: owner, notice: { kind: 'reassignment-expired', about, at: event.at } }];
    case 'reassignment.requested':
    case 'reassignment.reminded':
    case 'reassignment.retried':
    case 'reassignment.cancelled':
      return [];
    default:
      return event satisfies never;
  }
}

function decided(
  event: Extract<ReassignmentEvent, { readonly nic: unknown }>,
  about: AboutReassignment,
  decision: 'accepted' | 'refused',
): Due[] {
  const { requestedBy, nic, roles } = event;
  const reason = event.type === 'reassignment.consent-refused' ? event.reason : undefined;
  return [
    {
      to: requestedBy,
      notice: { kind: 'reassignment-decided', about, decided: { decision, nic, roles, reason, missing: [] } },
    },
  ];
}
