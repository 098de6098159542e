import { expect } from 'vitest';
import { asOf, type ContactChange } from '../../shared/domain/contact-change.ts';
import { endOf } from '../../shared/domain/group.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { roles, type Role } from '../../shared/domain/roles.ts';
import type { Table } from '../../shared/store/table.ts';
import { ada, ben, cleo, dan, eve, groupId, World } from '../support/world.ts';
import type { Action } from './actions.ts';
import { Model, type ModelAccount, type ModelRequest } from './model.ts';
import { outcome } from './outcome.ts';
import { PairJobs } from './pair-jobs.ts';

/** The system and the model of its rules, to which the same things happen. */
export class Pair {
  readonly world: World;
  readonly model: Model;
  readonly #jobs: PairJobs;
  readonly #changes = new Map<ModelRequest, ContactChange['changeId']>();
  readonly #retried = new Set<ContactChange['changeId']>();
  readonly #left = new Map<ModelRequest, number>();
  readonly #seenRevisions = new Map<string, number>();

  private constructor(table: Table | undefined) {
    this.world = new World(table);
    const accounts = [ada, ben, cleo, dan, eve].map((nic): [Nic, ModelAccount] => [
      nic,
      { voipValidated: true, balanceCents: 0, status: 'open' },
    ]);
    const contacts = { administration: ada, technical: cleo, billing: dan };
    this.model = new Model(this.world.time, new Map(accounts), contacts);
    this.#jobs = new PairJobs(this.world, this.model);
  }

  /** Both begin with one group of three services; the system's table is in memory unless another is given. */
  static async start(table?: Table): Promise<Pair> {
    const pair = new Pair(table);
    await pair.world.group(3, pair.model.contacts);
    for (let number = 0; number < 3; number++) pair.model.services.set(number, { joined: 0 });
    return pair;
  }

  /** Does one thing to both, and holds what they answer against each other. */
  async happen(action: Action): Promise<void> {
    switch (action.kind) {
      case 'account':
        return this.#account(action);
      case 'ask':
        return this.#ask(action);
      case 'decide':
        return this.#decide(action.who, action.request, action.decision);
      case 'agree':
        return this.#agree(action.request);
      case 'retry':
        return this.#retry(action.request);
      case 'cancel':
        return this.#cancel(action.who, action.request);
      case 'clock':
        this.world.time += action.minutes * 60_000;
        this.model.time = this.world.time;
        return undefined;
      case 'due':
        await this.world.runDueWork();
        await this.world.advance();
        this.model.startDue();
        await this.#jobs.due();
        return undefined;
      case 'job':
        return this.#jobs.ask(action);
      case 'decide-job':
        return this.#jobs.decide(action);
      case 'run-jobs':
        return this.#runJobs();
      case 'steps':
        return this.#steps();
      case 'deliver':
        return this.#deliver(action);
      case 'join':
        return this.#join(action.service);
      case 'leave':
        return this.#leave(action.service);
    }
  }

  /** What must be so at every moment. */
  async compare(): Promise<void> {
    const { model, world } = this;
    const found = await world.stores.groups.find(groupId);
    expect(found?.group).toMatchObject({
      contacts: model.contacts,
      revision: model.revision,
      serviceCount: model.services.size,
    });
    const now = world.clock.now();
    for (const [request, changeId] of this.#changes) {
      const stored = await world.changeNow({ changeId });
      if (found === undefined) continue;
      const change = asOf(stored, found.group, now);
      expect([simpleState(change), change.revision]).toEqual([model.stateOf(request), request.revision]);
      for (const { nic, decision } of change.consents) expect(decision).toBe(request.consents.get(nic));
      const { services, applied, superseded, failed, pending } = await world.progressNow({ changeId });
      // A retry also counts out who was deleted while the change was over.
      if (!this.#retried.has(changeId)) expect(services).toBe(this.#membersOf(request, stored));
      expect(applied + superseded + failed + pending).toBe(services);
      expect(Math.min(applied, superseded, failed, pending)).toBeGreaterThanOrEqual(0);
    }
    const locks = (found?.openRequests ?? []).filter(
      (lock) => found && endOf(lock, found.group, now) === undefined,
    );
    const open = model.requests.filter((request) => request.service === undefined && model.isOpen(request));
    expect(locks.map((lock) => lock.role).toSorted()).toEqual(
      open.flatMap((request) => Object.keys(request.to)).toSorted(),
    );
    for (const number of model.services.keys()) await this.#compareService(number);
    await this.#compareHolders();
    await this.#jobs.compare();
  }

  /** When faults stop and everything has run, every member is where the rules put it. */
  async finish(): Promise<void> {
    const { model, world } = this;
    await this.#runJobs();
    await world.settle();
    world.time += 60_000;
    model.time = world.time;
    await world.runDueWork();
    await world.advance();
    model.startDue();
    await this.#jobs.due();
    await this.#runJobs();
    await world.settle();
    model.time = world.time;
    for (let index = 0; index < this.#changes.size; index++) await this.#retry(index);
    await world.settle();
    model.time = world.time;
    for (const [number, service] of model.services) {
      expect((await world.service(number)).contacts).toEqual(model.finalContacts(service));
    }
    for (const [request, changeId] of this.#changes) {
      if (request.state !== 'effective') continue;
      expect((await world.changeNow({ changeId })).state).toBe('completed');
      expect(await world.progressNow({ changeId })).toMatchObject({ failed: 0, pending: 0 });
    }
    expect((await world.groupNow()).spreading).toEqual({});
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    await this.#jobs.finish();
  }

  async #runJobs(): Promise<void> {
    for (const [request, changeId] of await this.#jobs.run()) this.#changes.set(request, changeId);
  }

  async #account(action: Extract<Action, { kind: 'account' }>): Promise<void> {
    const status = action.isOpen ? 'open' : 'closed';
    const known = { voipValidated: action.voipValidated, balanceCents: action.balanceCents, status } as const;
    this.model.accounts.set(action.who, known);
    await this.world.account(action.who, known);
  }

  async #ask(action: Extract<Action, { kind: 'ask' }>): Promise<void> {
    const { model, world } = this;
    const { contacts, service, inMinutes, codesFrom } = action;
    const who = action.who ?? model.contacts.administration;
    if (service !== undefined && !model.services.has(service)) return;
    const effectiveAt = inMinutes === undefined ? undefined : world.time + inMinutes * 60_000;
    const codes: Record<string, string> = {};
    for (const nic of codesFrom) codes[nic] = await world.code(nic, [...roles]);
    const asked = {
      codes,
      ...(service !== undefined && { service }),
      ...(effectiveAt !== undefined && { effectiveAt: new Date(effectiveAt) }),
    };
    const held = await this.#held(service);
    const sees = model.isContact(who) || (service !== undefined && (await this.#holdsOn(service, who)));
    // The system starts what is overdue before it judges a request that would take the administration at once.
    if (
      sees &&
      service === undefined &&
      contacts.administration !== undefined &&
      codesFrom.length > 0 &&
      !effectiveAt
    ) {
      model.startDue();
    }
    const expected = sees
      ? model.ask(who, contacts, {
          service,
          held: service === undefined ? model.contacts : held,
          effectiveAt,
          codesFrom,
        })
      : ['not-found'];
    const answered = await outcome(world.request(who, contacts, asked));
    if (Array.isArray(expected)) {
      expect(answered).toEqual(expected);
      return;
    }
    if (Array.isArray(answered)) expect.fail(`refused: ${answered.join(' ')}`);
    this.#changes.set(expected, answered.change.changeId);
  }

  /** Who holds the technical role of a service; nobody, where the group's contact has yet to reach it. */
  async #held(number: number | undefined): Promise<Partial<Record<Role, Nic>>> {
    if (number === undefined) return {};
    const service = await this.world.service(number);
    const group = await this.world.groupNow();
    const isUpToDate = service.revisions.technical >= group.roleRevisions.technical;
    return isUpToDate ? { technical: service.contacts.technical } : {};
  }

  async #holdsOn(number: number, who: Nic): Promise<boolean> {
    return Object.values((await this.world.service(number)).contacts).includes(who);
  }

  #pick(index: number): [ModelRequest, ContactChange['changeId']] | undefined {
    const all = [...this.#changes];
    return all[index % Math.max(all.length, 1)];
  }

  async #decide(who: Nic, index: number, decision: 'accepted' | 'refused'): Promise<void> {
    const picked = this.#pick(index);
    if (picked === undefined) return;
    const [request, changeId] = picked;
    const { world } = this;
    const expected = this.model.decide(who, request, decision);
    const answered = await outcome(
      decision === 'accepted' ? world.accept(who, { changeId }) : world.refuse(who, { changeId }),
    );
    expect(Array.isArray(answered) ? answered : undefined).toEqual(expected && [expected]);
  }

  async #agree(index: number): Promise<void> {
    const waiting = this.#pick(index)?.[0].consents ?? new Map<Nic, string>();
    for (const [nic, decision] of waiting)
      if (decision === 'pending') await this.#decide(nic, index, 'accepted');
  }

  /** Retrying is nobody's decision about contacts: the model knows nothing of it. */
  async #retry(index: number): Promise<void> {
    const changeId = this.#pick(index)?.[1];
    if (changeId === undefined) return;
    const { state } = await this.world.changeNow({ changeId });
    const answered = await outcome(this.world.retry(eve, { changeId }, true));
    expect(Array.isArray(answered)).toBe(state !== 'completed-with-failures');
    if (!Array.isArray(answered)) this.#retried.add(changeId);
  }

  async #cancel(who: Nic, index: number): Promise<void> {
    const picked = this.#pick(index);
    if (picked === undefined) return;
    const [request, changeId] = picked;
    const expected = this.model.cancel(who, request);
    const answered = await outcome(this.world.cancel(who, { changeId }));
    expect(Array.isArray(answered) ? answered : undefined).toEqual(expected && [expected]);
  }

  /** A due message may be among the steps: what it starts, the model starts too. */
  async #steps(): Promise<void> {
    await this.world.advance();
  }

  async #deliver({ every, fate }: Extract<Action, { kind: 'deliver' }>): Promise<void> {
    const messages = this.world.propagationQueue.take();
    const now = messages.filter((_message, index) => index % every === 0);
    this.world.propagationQueue.messages.push(...messages.filter((_message, index) => index % every !== 0));
    if (fate === 'lost') return;
    if (fate === 'dead') {
      for (const { body } of now) await this.world.fail(this.world.memberMessage(body));
      return;
    }
    const delivered = fate === 'twice' ? [...now, ...now] : fate === 'reversed' ? now.toReversed() : now;
    await this.world.propagate(delivered);
  }

  async #join(number: number): Promise<void> {
    if (this.model.services.has(number)) return;
    await this.world.join(number);
    this.model.services.set(number, { joined: this.model.revision });
  }

  async #leave(number: number): Promise<void> {
    if (!this.model.services.has(number)) return;
    const joined = this.model.services.get(number)?.joined ?? 0;
    for (const [request, changeId] of this.#changes) {
      const { state, revision = 0 } = await this.world.changeNow({ changeId });
      if (state === 'propagating' && joined < revision)
        this.#left.set(request, (this.#left.get(request) ?? 0) + 1);
    }
    expect(await this.world.leave(number)).toBe(true);
    this.model.leave(number);
  }

  /** The group's members when the change became effective less those that were deleted while it spread. */
  #membersOf(request: ModelRequest, { serviceId }: ContactChange): number {
    if (serviceId !== undefined) return 1;
    return request.members === undefined
      ? this.model.services.size
      : request.members - (this.#left.get(request) ?? 0);
  }

  /** A revision never goes down, and a contact is always that of the revision beside it. */
  async #compareService(number: number): Promise<void> {
    const service = await this.world.service(number);
    const { model } = this;
    for (const role of roles) {
      const key = `${number} ${service.joinedRevision} ${role}`;
      const revision = service.revisions[role];
      expect(revision).toBeGreaterThanOrEqual(this.#seenRevisions.get(key) ?? 0);
      this.#seenRevisions.set(key, revision);
      const own = model.services.get(number)?.own;
      const then = model.history.findLast((entry) => entry.revision <= revision)?.contacts[role];
      const isOwn = role === 'technical' && own?.revision === revision;
      expect(service.contacts[role]).toBe(isOwn ? own.to : then);
    }
  }

  async #compareHolders(): Promise<void> {
    for (const nic of [ada, ben, cleo, dan, eve]) {
      const { groupIds } = await this.world.stores.groups.heldBy(nic, { limit: 10 });
      expect(groupIds).toEqual(this.model.isContact(nic) ? [groupId] : []);
    }
  }
}

const simpleState = ({ state }: ContactChange): string =>
  state === 'propagating' || state.startsWith('completed') ? 'effective' : state;
