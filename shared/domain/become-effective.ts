import { ineligibilities, type Accounts } from './account.ts';
import {
  changedRoles,
  requesterLostAdministration,
  type ContactChange,
  type Moves,
  type Rejection,
} from './contact-change.ts';
import type { Group } from './group.ts';
import type { RequestContext } from './change-request.ts';
import type { Propagation } from './propagation.ts';
import type { Service } from './service.ts';
import { freeSlot } from './slot.ts';

/** The first rule that no longer holds (R3, R4). */
function rejectionOf(change: ContactChange, group: Group, accounts: Accounts): Rejection | undefined {
  if (change.administrationRevision !== group.roleRevisions.administration)
    return requesterLostAdministration;
  for (const role of changedRoles(change)) {
    const move = change.contacts[role];
    const [violation] = move === undefined ? [] : ineligibilities(role, move.to, accounts);
    if (violation !== undefined) return { code: violation.code, detail: violation.detail };
  }
  return undefined;
}

export interface EffectiveContext extends Pick<RequestContext, 'group' | 'service' | 'accounts'> {
  /** Whether there is a member system. A change of a single service then has still to propagate. */
  readonly notifiesMembers: boolean;
}

/** The next state of a change that has all its consents: scheduled before its time (R9), else effective or rejected. */
export function afterAllConsents(change: ContactChange, context: EffectiveContext, now: Date): ContactChange {
  const { group, accounts } = context;
  if (change.effectiveAt !== undefined && now.getTime() < Date.parse(change.effectiveAt)) {
    return { ...change, state: 'scheduled' };
  }
  const rejection = rejectionOf(change, group, accounts);
  return rejection === undefined
    ? effective(change, context, now)
    : { ...change, state: 'rejected', rejection };
}

function effective(change: ContactChange, context: EffectiveContext, now: Date): ContactChange {
  const { group, service, notifiesMembers } = context;
  const at = now.toISOString();
  const started = { ...change, revision: group.revision + 1, startedAt: at };
  if (change.serviceId === undefined) {
    return { ...started, state: 'propagating', propagation: propagationTo(group, group.serviceCount, at) };
  }
  const contacts =
    change.reassignmentId === undefined ? fromPresentContact(change.contacts, service) : change.contacts;
  if (notifiesMembers)
    return { ...started, contacts, state: 'propagating', propagation: propagationTo(group, 1, at) };
  return { ...started, contacts, state: 'completed', completedAt: at, propagation: doneOnOneService };
}

/** While a request on a service waited, a change of its group may have changed the service's contact. */
function fromPresentContact({ technical, ...others }: Moves, service: Service | undefined): Moves {
  if (technical === undefined || service === undefined) return { technical, ...others };
  return { ...others, technical: { ...technical, from: service.contacts.technical } };
}

const propagationTo = (group: Group, services: number, at: string): Propagation => ({
  phase: 'dispatching',
  services,
  slot: freeSlot(group),
  sent: 0,
  counters: { total: 0, changedAt: at, forgiven: 0 },
});

/** Without a member system, a single service has its change in the same transaction. */
const doneOnOneService: Propagation = {
  phase: 'done',
  services: 1,
  tally: { applied: 1, superseded: 0, failed: 0 },
};
