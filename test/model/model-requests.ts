import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { order, type Model } from './model.ts';
import { isInNextYear, week } from './model-time.ts';
import { ineligible, type ModelEvent, type ModelRequest } from './model-types.ts';

export interface AskedModelRequest {
  readonly by: Nic;
  readonly contacts: Readonly<Partial<Record<Role, Nic>>>;
  /** The group that the request is about, unless it is about a single service. */
  readonly group: number;
  readonly service: number | undefined;
  readonly effectiveAt: number | undefined;
  readonly codesFrom: readonly Nic[];
}

/** Makes a request, or returns the codes of the rules that it breaks. */
export function askModel(model: Model, asked: AskedModelRequest): string[] | ModelRequest {
  const { by, service, effectiveAt, codesFrom } = asked;
  const member = service === undefined ? undefined : model.services.get(service);
  if (service !== undefined && member === undefined) return ['not-found'];
  const group = member?.group ?? asked.group;
  if (model.group(group).isDeleted) return ['not-found'];
  const { to, from, failing } = movesOf(model, asked, group);
  if (failing.includes('not-found')) return failing;
  if (effectiveAt !== undefined && !isInNextYear(model, effectiveAt)) failing.push('effective-time-invalid');
  // Who may not ask is told nothing about anything else.
  if (failing.includes('not-administration-contact')) return failing.toSorted();
  for (const role of order) {
    const nic = to[role];
    if (nic === undefined) continue;
    failing.push(...ineligible(role, model.accounts.get(nic)));
    const isTaken = model.requests.some(
      (other) =>
        other.group === group &&
        other.service === service &&
        model.isOpen(other) &&
        other.to[role] !== undefined,
    );
    if (isTaken) failing.push('change-pending');
  }
  if (Object.keys(to).length === 0 && !failing.includes('role-not-changeable'))
    failing.push('nothing-to-change');
  const recipients = new Set(Object.values(to));
  for (const nic of codesFrom) if (!recipients.has(nic)) failing.push('consent-code-invalid');
  if (failing.length > 0) return failing.toSorted();
  const isGiven = (nic: Nic): boolean => nic === by || codesFrom.includes(nic);
  // What comes first starts first; if something did, the request is judged again.
  if ([...recipients].every(isGiven) && effectiveAt === undefined && model.startDue(group))
    return askModel(model, asked);
  const consents = Array.from(recipients, (nic) => [nic, isGiven(nic) ? 'accepted' : 'pending'] as const);
  const request: ModelRequest = {
    group,
    generation: model.group(group).generation,
    service,
    by,
    to,
    from,
    expiresAt: model.time + week,
    effectiveAt,
    consents: new Map(consents),
    state: 'awaiting-consent',
    events: [
      ['requested', by],
      ...consents.flatMap(([nic, given]): ModelEvent[] =>
        given === 'accepted' ? [['consent-accepted', nic]] : [],
      ),
    ],
  };
  model.requests.push(request);
  model.settle(request, consents.at(-1)?.[0] ?? by);
  return request;
}

/** The roles that would change (R1, R2), and what is wrong with the question itself. */
function movesOf(
  model: Model,
  { by, contacts, service }: AskedModelRequest,
  group: number,
): { to: Partial<Record<Role, Nic>>; from: ModelRequest['from']; failing: string[] } {
  const held = model.group(group).contacts;
  const technical = service === undefined ? undefined : model.technicalOf(service);
  const shown =
    service === undefined
      ? held
      : { ...model.seen.services.get(service)?.contacts, technical: technical?.shown };
  if (!model.isContact(by, group) && !Object.values(shown).includes(by))
    return { to: {}, from: {}, failing: ['not-found'] };
  const failing = by === held.administration ? [] : ['not-administration-contact'];
  const to: Partial<Record<Role, Nic>> = {};
  for (const role of order) {
    const nic = contacts[role];
    if (nic === undefined) continue;
    if (service !== undefined && role !== 'technical') failing.push('role-not-changeable');
    else if (shown[role] !== nic || technical?.isUpToDate === false) to[role] = nic;
  }
  const from = Object.fromEntries(order.filter((role) => role in to).map((role) => [role, shown[role]]));
  return { to, from, failing };
}

/** A recipient's decision: the code of the refusal, or nothing. */
export function decideModel(
  model: Model,
  nic: Nic,
  request: ModelRequest,
  decision: 'accepted' | 'refused',
): string | undefined {
  const mine = request.consents.get(nic);
  const isParty = request.by === nic || mine !== undefined || model.isContactOf(nic, request);
  if (!isParty) return 'not-found';
  if (mine === undefined) return 'not-a-recipient';
  if (mine === decision) return undefined;
  if (mine === 'refused' || !model.isOpen(request)) return 'state-conflict';
  const isLast = [...request.consents].every(([who, given]) => who === nic || given === 'accepted');
  if (decision === 'accepted' && isLast && !model.isAhead(request)) {
    model.startDue(request.group);
    if (!model.isOpen(request)) return 'state-conflict';
  }
  request.consents.set(nic, decision);
  request.events.push([`consent-${decision}`, nic]);
  if (decision === 'refused') request.state = 'refused';
  else model.settle(request, nic);
  return undefined;
}

export function cancelModel(model: Model, nic: Nic, request: ModelRequest): string | undefined {
  const isParty = request.by === nic || request.consents.has(nic) || model.isContactOf(nic, request);
  if (!isParty) return 'not-found';
  if (request.by !== nic) return 'not-the-requester';
  if (request.state === 'cancelled') return undefined;
  if (!model.isOpen(request)) return 'state-conflict';
  request.state = 'cancelled';
  request.events.push(['cancelled', nic]);
  return undefined;
}
