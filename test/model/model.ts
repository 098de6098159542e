import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';

/** The simplest model of the rules R1 to R11: everything happens at once, nothing is lost, nothing is stored. */
export interface ModelAccount {
  voipValidated: boolean;
  balanceCents: number;
  status: 'open' | 'closed';
}

export type ModelState =
  'awaiting-consent' | 'scheduled' | 'effective' | 'refused' | 'expired' | 'cancelled' | 'rejected';

export interface ModelRequest {
  readonly service: number | undefined;
  readonly by: Nic;
  readonly to: Readonly<Partial<Record<Role, Nic>>>;
  readonly expiresAt: number;
  readonly effectiveAt: number | undefined;
  readonly consents: Map<Nic, 'pending' | 'accepted' | 'refused'>;
  state: ModelState;
  revision?: number;
  /** The number of the group's services when the change became effective. */
  members?: number;
}

export interface ModelService {
  /** The revision at which it joined. */
  readonly joined: number;
  /** Its own technical contact, if one was set after it joined. */
  own?: { readonly to: Nic; readonly revision: number };
}

const order: readonly Role[] = ['administration', 'technical', 'billing'];
const week = 7 * 24 * 3_600_000;

export class Model {
  time: number;
  readonly accounts: Map<Nic, ModelAccount>;
  readonly requests: ModelRequest[] = [];
  readonly services = new Map<number, ModelService>();
  contacts: Contacts;
  revision = 0;
  /** The contact of each role at each revision, including the first contacts. */
  readonly history: { readonly revision: number; readonly contacts: Contacts }[];

  constructor(time: number, accounts: Map<Nic, ModelAccount>, contacts: Contacts) {
    this.time = time;
    this.accounts = accounts;
    this.contacts = contacts;
    this.history = [{ revision: 0, contacts }];
  }

  /** Ends every request that has expired. */
  stateOf(request: ModelRequest): ModelState {
    if (request.state === 'awaiting-consent' && this.time >= request.expiresAt) request.state = 'expired';
    return request.state;
  }

  isOpen(request: ModelRequest): boolean {
    return ['awaiting-consent', 'scheduled'].includes(this.stateOf(request));
  }

  isContact(nic: Nic): boolean {
    return order.some((role) => this.contacts[role] === nic);
  }

  /** The contacts of the service once every change has reached it. */
  finalContacts(service: ModelService): Contacts {
    const technical =
      service.own !== undefined && service.own.revision > this.lastRevisionOf('technical')
        ? service.own.to
        : this.contacts.technical;
    return { ...this.contacts, technical };
  }

  lastRevisionOf(role: Role): number {
    const holders = this.history.filter(
      (entry, index) => entry.contacts[role] !== this.history[index - 1]?.contacts[role],
    );
    return holders.at(-1)?.revision ?? 0;
  }

  /** Makes a request, or returns the codes of the rules that it breaks. */
  ask(
    by: Nic,
    asked: Readonly<Partial<Record<Role, Nic>>>,
    { service, held, effectiveAt, codesFrom = [] }: AskModel,
  ): string[] | ModelRequest {
    const failing: string[] = [];
    const changeable = service === undefined ? order : order.filter((role) => role === 'technical');
    const to: Partial<Record<Role, Nic>> = {};
    if (by !== this.contacts.administration) failing.push('not-administration-contact');
    for (const role of order) {
      const nic = asked[role];
      if (nic === undefined) continue;
      if (!changeable.includes(role)) failing.push('role-not-changeable');
      else if (held[role] !== nic) to[role] = nic;
    }
    for (const role of order) {
      const nic = to[role];
      if (nic === undefined) continue;
      failing.push(...this.ineligible(role, nic));
      const isTaken = this.requests.some(
        (other) => other.service === service && this.isOpen(other) && other.to[role] !== undefined,
      );
      if (isTaken) failing.push('change-pending');
    }
    if (Object.keys(to).length === 0 && !failing.includes('role-not-changeable'))
      failing.push('nothing-to-change');
    const recipients = new Set(Object.values(to));
    for (const nic of codesFrom) if (!recipients.has(nic)) failing.push('consent-code-invalid');
    if (effectiveAt !== undefined && effectiveAt <= this.time) failing.push('effective-time-invalid');
    if (failing.length > 0) return failing.toSorted();
    const consents = new Map(
      Array.from(
        recipients,
        (nic) => [nic, nic === by || codesFrom.includes(nic) ? 'accepted' : 'pending'] as const,
      ),
    );
    const request: ModelRequest = {
      service,
      by,
      to,
      expiresAt: this.time + week,
      effectiveAt,
      consents,
      state: 'awaiting-consent',
    };
    this.requests.push(request);
    this.settle(request);
    return request;
  }

  /** A recipient's decision: the code of the refusal, or nothing. */
  decide(nic: Nic, request: ModelRequest, decision: 'accepted' | 'refused'): string | undefined {
    const mine = request.consents.get(nic);
    const isParty = request.by === nic || mine !== undefined || this.isContact(nic);
    if (!isParty) return 'not-found';
    if (mine === undefined) return 'not-a-recipient';
    if (mine === decision) return undefined;
    if (mine !== 'pending' || this.stateOf(request) !== 'awaiting-consent') return 'state-conflict';
    request.consents.set(nic, decision);
    if (decision === 'refused') request.state = 'refused';
    else this.settle(request);
    return undefined;
  }

  cancel(nic: Nic, request: ModelRequest): string | undefined {
    const isParty = request.by === nic || request.consents.has(nic) || this.isContact(nic);
    if (!isParty) return 'not-found';
    if (request.by !== nic) return 'not-the-requester';
    if (request.state === 'cancelled') return undefined;
    if (!this.isOpen(request)) return 'state-conflict';
    request.state = 'cancelled';
    return undefined;
  }

  /** Starts every due change in the order of the times, administration last among equal times. */
  startDue(): void {
    const key = (request: ModelRequest) => [
      request.effectiveAt ?? 0,
      request.to.administration === undefined ? 0 : 1,
    ];
    const due = this.requests
      .filter((request) => request.state === 'scheduled' && (request.effectiveAt ?? 0) <= this.time)
      .toSorted((a, b) => {
        const [[timeA = 0, lastA = 0], [timeB = 0, lastB = 0]] = [key(a), key(b)];
        return timeA - timeB || lastA - lastB;
      });
    for (const request of due) if (request.state === 'scheduled') this.#becomeEffective(request);
  }

  /** The deletion of a service ends its open request. */
  leave(number: number): void {
    this.services.delete(number);
    for (const request of this.requests) {
      if (
        request.service === number &&
        (request.state === 'awaiting-consent' || request.state === 'scheduled')
      ) {
        request.state = 'rejected';
      }
    }
  }

  settle(request: ModelRequest): void {
    if ([...request.consents.values()].includes('pending')) return;
    if (request.effectiveAt !== undefined && request.effectiveAt > this.time) request.state = 'scheduled';
    else {
      if (request.to.administration !== undefined) this.startDue();
      if (this.isOpen(request)) this.#becomeEffective(request);
    }
  }

  #becomeEffective(request: ModelRequest): void {
    const isEligible = order.every((role) => {
      const nic = request.to[role];
      return nic === undefined || this.ineligible(role, nic).length === 0;
    });
    if (!isEligible) {
      request.state = 'rejected';
      return;
    }
    this.revision += 1;
    request.revision = this.revision;
    request.state = 'effective';
    const service = request.service === undefined ? undefined : this.services.get(request.service);
    if (service !== undefined && request.to.technical !== undefined) {
      service.own = { to: request.to.technical, revision: this.revision };
      return;
    }
    request.members = this.services.size;
    this.contacts = { ...this.contacts, ...request.to };
    this.history.push({ revision: this.revision, contacts: this.contacts });
    if (request.to.administration !== undefined) this.#endOthers();
  }

  /** A nic that loses the administration loses its open requests. */
  #endOthers(): void {
    for (const request of this.requests) if (this.isOpen(request)) request.state = 'rejected';
  }

  ineligible(role: Role, nic: Nic): string[] {
    const account = this.accounts.get(nic);
    if (account === undefined) return ['recipient-unknown'];
    const failing: string[] = [];
    if (account.status === 'closed') failing.push('recipient-closed');
    if (role === 'billing' && !account.voipValidated) failing.push('recipient-not-validated');
    if (role === 'billing' && account.balanceCents < 0) failing.push('recipient-in-debt');
    return failing;
  }
}

export interface AskModel {
  readonly service: number | undefined;
  /**
   * The holders of the requested roles, which are left out of a request. Undefined while a change is about to reach
   * them.
   */
  readonly held: Readonly<Partial<Record<Role, Nic>>>;
  readonly effectiveAt: number | undefined;
  readonly codesFrom?: readonly Nic[];
}
