import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import { reopen } from './model-reopened.ts';
import type { ModelReassignment } from './model-reassignments.ts';
import {
  endByItself,
  ineligible,
  startTime,
  type ModelAccount,
  type ModelEvent,
  type ModelGroup,
  type ModelRequest,
  type ModelService,
  type ModelSettings,
  type ModelState,
} from './model-types.ts';
import { lastRevisionOf } from './model-revisions.ts';
import type { Seen } from './seen.ts';

export const order: readonly Role[] = ['administration', 'technical', 'billing'];
/** The simplest model of the rules R1 to R11: everything happens at once, nothing is lost, nothing is stored. */
export class Model {
  readonly settings: ModelSettings;
  time = 0;
  readonly accounts = new Map<Nic, ModelAccount>();
  readonly groups: ModelGroup[] = [];
  readonly services = new Map<number, ModelService>();
  /** Of services that left: the revision at which each was last known. */
  readonly lastRevisions = new Map<number, number>();
  readonly requests: ModelRequest[] = [];
  readonly reassignments: ModelReassignment[] = [];
  /** How often a service left its group. */
  departures = 0;
  seen: Seen;

  constructor(settings: ModelSettings, seen: Seen) {
    this.settings = settings;
    this.seen = seen;
    this.time = seen.time;
  }

  /** A model in the same state, which goes another way. */
  copy(): Model {
    const { settings, seen, ...state } = this;
    return Object.assign(new Model(settings, seen), structuredClone(state));
  }

  /** Takes note of how far the system is. */
  see(seen: Seen): void {
    this.seen = seen;
    this.time = seen.time;
    for (const [number, group] of this.groups.entries()) group.propagating = seen.propagating[number] ?? 0;
  }

  group(number: number): ModelGroup {
    const group = this.groups[number];
    if (group === undefined) throw new Error(`There is no group ${number}.`);
    return group;
  }

  isContact(nic: Nic, group: number): boolean {
    const { isDeleted, contacts } = this.group(group);
    return !isDeleted && order.some((role) => contacts[role] === nic);
  }

  /** Whether it is a contact of the request's group, and not of one that was made again under its id. */
  isContactOf(nic: Nic, request: ModelRequest): boolean {
    return this.hasGroup(request) && this.isContact(nic, request.group);
  }

  /** Whether the request's group is there still, and not another one that was made again under its id. */
  hasGroup(request: Pick<ModelRequest, 'group' | 'generation'>): boolean {
    const { isDeleted, generation } = this.group(request.group);
    return !isDeleted && generation === request.generation;
  }

  membersOf(group: number): number[] {
    return [...this.services].filter(([, service]) => service.group === group).map(([number]) => number);
  }

  /** The contacts of the service once every change has reached it. */
  finalContacts({ group: number, own }: ModelService): Contacts {
    const group = this.group(number);
    const last = own.at(-1);
    return last !== undefined && last.revision > lastRevisionOf(group, 'technical')
      ? { ...group.contacts, technical: last.to }
      : group.contacts;
  }

  /**
   * The technical contact of a service: the one that it shows, its own that it has or is about to have, and whether it
   * keeps the one that it shows.
   */
  technicalOf(number: number): { shown: Nic | undefined; own: Nic | undefined; isUpToDate: boolean } {
    const service = this.services.get(number);
    const seen = this.seen.services.get(number);
    if (service === undefined || seen === undefined)
      return { shown: undefined, own: undefined, isUpToDate: false };
    const last = service.own.at(-1);
    const since = last !== undefined && last.revision > seen.groupRevision ? last : undefined;
    const { notifiesMembers } = this.settings;
    const row =
      since !== undefined && !notifiesMembers
        ? { ...since, isOwn: true }
        : { to: seen.contacts.technical, revision: seen.technicalRevision, isOwn: seen.isOwn };
    const coming = notifiesMembers ? (since ?? seen.coming) : undefined;
    const ofGroup = lastRevisionOf(this.group(service.group), 'technical');
    const own = coming?.to ?? (row.isOwn ? row.to : undefined);
    return {
      shown: row.to,
      own: (coming ?? row).revision < ofGroup ? undefined : own,
      isUpToDate: row.revision >= ofGroup && coming === undefined,
    };
  }

  /** The state of the request; it has expired by the clock. */
  stateOf(request: ModelRequest): ModelState {
    if (request.state === 'awaiting-consent' && this.time >= request.expiresAt)
      endByItself(request, 'expired');
    return request.state;
  }

  isOpen(request: ModelRequest): boolean {
    return ['awaiting-consent', 'scheduled'].includes(this.stateOf(request));
  }

  isAhead({ effectiveAt }: ModelRequest): boolean {
    return effectiveAt !== undefined && effectiveAt > this.time;
  }

  /** Whether its time has come, or that of its retry, and not its turn. */
  isWaiting(request: ModelRequest): boolean {
    return request.retryAt !== undefined || (request.state === 'scheduled' && !this.isAhead(request));
  }

  /**
   * What waits for its turn on a group: by time, and what moves the administration last at a tie (R5). Two that are
   * alike in that come in the order of their ids, which the system gives.
   */
  line(group: number): ModelRequest[] {
    const administration = ({ to, retryAt }: ModelRequest) =>
      to.administration === undefined || retryAt !== undefined ? 0 : 1;
    return this.requests
      .filter((one) => one.group === group && this.isWaiting(one))
      .toSorted(
        (a, b) =>
          startTime(a) - startTime(b) ||
          administration(a) - administration(b) ||
          (a.id ?? '').localeCompare(b.id ?? ''),
      );
  }

  /** Starts the due requests of a group that there is room for, in order. Returns whether one started. */
  startDue(group: number): boolean {
    let hasStarted = false;
    for (const request of this.line(group)) {
      if (!this.isWaiting(request)) continue;
      if (!this.#hasRoomFor(request)) break;
      this.begin(request);
      hasStarted = true;
    }
    return hasStarted;
  }

  /** Without a member system, a service takes its own change at once. */
  #hasRoomFor({ service, group }: ModelRequest): boolean {
    const { propagatingLimit, notifiesMembers } = this.settings;
    return (service !== undefined && !notifiesMembers) || this.group(group).propagating < propagatingLimit;
  }

  /**
   * What becomes of a request once no consent is missing: it starts, or waits for its time, its turn or room.
   * @param by who gave the last one
   */
  settle(request: ModelRequest, by: Nic): void {
    if ([...request.consents.values()].includes('pending')) return;
    request.agreedAt = this.time;
    const isNow =
      !this.isAhead(request) && this.line(request.group).length === 0 && this.#hasRoomFor(request);
    if (isNow) return this.start(request, by);
    request.state = 'scheduled';
    request.events.push(['scheduled', by]);
    return undefined;
  }

  /** A retry of a change that ended with failures begins, or waits for its turn or room. It changes no contacts. */
  retry(request: ModelRequest, by: Nic): void {
    if (request.retryAt !== undefined) return;
    request.events.push(['retried', by]);
    const isNow = this.line(request.group).length === 0 && this.#hasRoomFor(request);
    request.retryAt = this.time;
    if (isNow) this.begin(request, by);
  }

  /** What waited starts: a retry propagates again, a request becomes effective. */
  begin(request: ModelRequest, by: ModelEvent[1] = 'system'): void {
    if (request.retryAt === undefined) return this.start(request, by);
    delete request.retryAt;
    this.group(request.group).propagating += 1;
    reopen(this.reassignments, request, by);
    return undefined;
  }

  /** The request becomes effective, unless a recipient may no longer take its role (R3). */
  start(request: ModelRequest, by: ModelEvent[1]): void {
    const isEligible = order.every((role) => {
      const nic = request.to[role];
      return nic === undefined || ineligible(role, this.accounts.get(nic)).length === 0;
    });
    if (!isEligible) return endByItself(request, 'rejected');
    const group = this.group(request.group);
    group.revision += 1;
    request.revision = group.revision;
    request.state = 'effective';
    request.events.push(['effective', by]);
    if (request.service === undefined || this.settings.notifiesMembers) group.propagating += 1;
    if (request.service !== undefined) {
      const { technical } = request.to;
      if (!request.isTarget) request.from = { technical: this.technicalOf(request.service).shown };
      const own = this.services.get(request.service)?.own;
      if (technical !== undefined) own?.push({ to: technical, revision: group.revision });
      return;
    }
    group.contacts = { ...group.contacts, ...request.to };
    group.history.push({ revision: group.revision, contacts: group.contacts });
    // A nic that loses the administration loses its open requests (R5).
    if (request.to.administration !== undefined) this.#endAll((other) => other.group === request.group);
  }

  /** The deletion of a service ends its open request (R10). Returns why it cannot be deleted. */
  leave(number: number, group: number): string[] | undefined {
    if (this.services.get(number)?.group !== group) return ['not-found'];
    this.services.delete(number);
    this.departures += 1;
    this.lastRevisions.set(number, this.group(group).revision);
    this.#endAll((request) => request.service === number);
    return undefined;
  }

  #endAll(which: (request: ModelRequest) => boolean): void {
    for (const request of this.requests)
      if (which(request) && this.isOpen(request)) endByItself(request, 'rejected');
  }
}
