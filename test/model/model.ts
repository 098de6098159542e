import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import { checked, order } from './model-check.ts';
import {
  ineligible,
  startTime,
  type AskModel,
  type ModelAccount,
  type ModelRequest,
  type ModelService,
  type ModelState,
} from './model-types.ts';

const week = 7 * 24 * 3_600_000;

/** The simplest model of the rules R1 to R11: everything happens at once, nothing is lost, nothing is stored. */
export class Model {
  /** The number of changes that propagate on the group. The system decides when one ends. */
  propagating = 0;
  /** The most that may propagate at once. */
  readonly propagatingLimit: number;
  time: number;
  readonly accounts: Map<Nic, ModelAccount>;
  readonly requests: ModelRequest[] = [];
  readonly services = new Map<number, ModelService>();
  contacts: Contacts;
  revision = 0;
  /** The contact of each role at each revision, including the first contacts. */
  readonly history: { readonly revision: number; readonly contacts: Contacts }[];

  constructor(time: number, accounts: Map<Nic, ModelAccount>, contacts: Contacts, propagatingLimit: number) {
    this.time = time;
    this.propagatingLimit = propagatingLimit;
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
    { service, shown, isUpToDate, effectiveAt, codesFrom = [] }: AskModel,
  ): string[] | ModelRequest {
    if (!this.isContact(by) && !(shown !== undefined && Object.values(shown).includes(by)))
      return ['not-found'];
    const about = { service, shown, isUpToDate, effectiveAt, codesFrom };
    const { to, failing } = checked(this, by, asked, about);
    if (failing.length > 0) return failing.toSorted();
    const recipients = new Set(Object.values(to));
    const isAgreed = [...recipients].every((nic) => nic === by || codesFrom.includes(nic));
    const isAhead = effectiveAt !== undefined && effectiveAt > this.time;
    if (isAgreed && !isAhead) {
      const before = this.revision;
      // What comes first starts first; if something did, the request is judged again.
      if (this.startDue()) return this.ask(by, asked, this.#askedSince(before, about));
    }
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
    if (mine === 'refused' || !this.isOpen(request)) return 'state-conflict';
    const isLast = [...request.consents].every(([who, given]) => who === nic || given === 'accepted');
    if (decision === 'accepted' && isLast && !this.#isAhead(request)) {
      this.startDue();
      if (!this.isOpen(request)) return 'state-conflict';
    }
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

  isTaken(role: Role, service: number | undefined): boolean {
    return this.requests.some(
      (other) => other.service === service && this.isOpen(other) && other.to[role] !== undefined,
    );
  }

  /** The question again, after other changes have started since that revision. */
  #askedSince(before: number, asked: AskModel): AskModel {
    const { service, shown } = asked;
    const own = service === undefined ? undefined : this.services.get(service)?.own;
    const group = this.lastRevisionOf('technical');
    if (shown === undefined || own === undefined || own.revision <= before)
      return { ...asked, isUpToDate: asked.isUpToDate && group <= before };
    return { ...asked, shown: { ...shown, technical: own.to }, isUpToDate: group < own.revision };
  }

  /** The requests that wait although their time has come: by time, administration last among equal times. */
  line(): ModelRequest[] {
    const administration = ({ to }: ModelRequest) => (to.administration === undefined ? 0 : 1);
    return this.requests
      .filter((request) => request.state === 'scheduled' && !this.#isAhead(request))
      .toSorted((a, b) => startTime(a) - startTime(b) || administration(a) - administration(b));
  }

  /** Starts the due requests that there is room for, in order. Returns whether one started. */
  startDue(): boolean {
    let hasStarted = false;
    for (const request of this.line()) {
      if (request.state !== 'scheduled') continue;
      if (!this.#hasRoomFor(request)) break;
      this.start(request);
      hasStarted = true;
    }
    return hasStarted;
  }

  #isAhead({ effectiveAt }: ModelRequest): boolean {
    return effectiveAt !== undefined && effectiveAt > this.time;
  }

  /** A service takes its own change at once. */
  #hasRoomFor({ service }: ModelRequest): boolean {
    return service !== undefined || this.propagating < this.propagatingLimit;
  }

  /** A service joins strictly above the revision at which it was last known (R10). */
  join(number: number, lastRevision = -1): void {
    this.revision = Math.max(this.revision, lastRevision + 1);
    this.services.set(number, { joined: this.revision });
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
    request.agreedAt = this.time;
    const isNow = !this.#isAhead(request) && this.line().length === 0 && this.#hasRoomFor(request);
    if (isNow) this.start(request);
    else request.state = 'scheduled';
  }

  start(request: ModelRequest): void {
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
    this.propagating += 1;
    this.contacts = { ...this.contacts, ...request.to };
    this.history.push({ revision: this.revision, contacts: this.contacts });
    if (request.to.administration !== undefined) this.#endOthers();
  }

  /** A nic that loses the administration loses its open requests. */
  #endOthers(): void {
    for (const request of this.requests) if (this.isOpen(request)) request.state = 'rejected';
  }

  ineligible(role: Role, nic: Nic): string[] {
    return ineligible(role, this.accounts.get(nic));
  }
}
