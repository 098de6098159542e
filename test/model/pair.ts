import { expect } from 'vitest';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { roles } from '../../shared/domain/roles.ts';
import type { Table } from '../../shared/store/table.ts';
import { ada, ben, cleo, dan, eve, groupId, World } from '../support/world.ts';
import type { Action } from './actions.ts';
import { agree } from './agree.ts';
import { Model } from './model.ts';
import type { ModelAccount } from './model-types.ts';
import { PairReassignments } from './pair-reassignments.ts';
import { PairRequests } from './pair-requests.ts';

/** The system and the model of its rules. Both get the same actions. */
export class Pair {
  readonly world: World;
  readonly model: Model;
  readonly #requests: PairRequests;
  readonly #reassignments: PairReassignments;
  /** Of services that left: the revision at which each was last known. */
  readonly #lastRevisions = new Map<number, number>();
  readonly #seenRevisions = new Map<string, number>();

  private constructor(propagatingLimit: number, table: Table | undefined) {
    this.world = new World(table);
    this.world.propagatingLimit = propagatingLimit;
    const accounts = [ada, ben, cleo, dan, eve].map((nic): [Nic, ModelAccount] => [
      nic,
      { voipValidated: true, balanceCents: 0, status: 'open' },
    ]);
    const contacts = { administration: ada, technical: cleo, billing: dan };
    this.model = new Model(this.world.time, new Map(accounts), contacts, propagatingLimit);
    this.#requests = new PairRequests(this.world, this.model);
    this.#reassignments = new PairReassignments(this.world, this.model);
  }

  /** Both begin with one group of three services; the system's table is in memory unless another is given. */
  static async start(propagatingLimit: number, table?: Table): Promise<Pair> {
    const pair = new Pair(propagatingLimit, table);
    await pair.world.group(3, pair.model.contacts);
    for (let number = 0; number < 3; number++) pair.model.services.set(number, { joined: 0 });
    return pair;
  }

  /** Applies an action to both, and compares their answers. */
  async happen(action: Action): Promise<void> {
    await this.#count();
    switch (action.kind) {
      case 'account':
        return this.#account(action);
      case 'ask':
        return this.#requests.ask(action);
      case 'decide':
        return this.#requests.decide(action.who, action.request, action.decision);
      case 'agree':
        return this.#requests.agree(action.request);
      case 'retry':
        return this.#requests.retry(action.request);
      case 'cancel':
        return this.#requests.cancel(action.who, action.request);
      case 'clock':
        this.world.time += action.minutes * 60_000;
        this.model.time = this.world.time;
        return undefined;
      case 'due':
        await this.world.runDueWork();
        await this.world.advance();
        await this.#requests.follow();
        await this.#reassignments.due();
        return undefined;
      case 'reassignment':
        return this.#reassignments.ask(action);
      case 'decide-reassignment':
        return this.#reassignments.decide(action);
      case 'run-reassignments':
        return this.#runReassignments();
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

  /** Checks the invariants that hold at every moment. */
  async compare(): Promise<void> {
    const { model, world } = this;
    const found = await world.stores.groups.find(groupId);
    if (found === undefined) expect.fail('There is no group.');
    const { contacts, revision, serviceCount } = found.group;
    agree([contacts, revision, serviceCount], [model.contacts, model.revision, model.services.size]);
    agree(Object.keys(found.group.propagating).length <= this.model.propagatingLimit, true);
    await this.#requests.compare(found);
    for (const number of model.services.keys()) await this.#compareService(number);
    await this.#compareHolders();
    await this.#reassignments.compare();
  }

  /** Checks that every member has the contacts that the rules give it. */
  async finish(): Promise<void> {
    const { model, world } = this;
    await this.#runReassignments();
    await this.#settle();
    world.time += 60_000;
    model.time = world.time;
    await world.runDueWork();
    await world.advance();
    await this.#requests.follow();
    await this.#reassignments.due();
    await this.#runReassignments();
    await this.#settle();
    expect(model.line()).toEqual([]);
    await this.#requests.retryAll();
    await world.settle();
    model.time = world.time;
    for (const [number, service] of model.services) {
      expect((await world.service(number)).contacts).toEqual(model.finalContacts(service));
    }
    await this.#requests.finish();
    expect((await world.groupNow()).propagating).toEqual({});
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    await this.#reassignments.finish();
  }

  async #runReassignments(): Promise<void> {
    this.#requests.add(await this.#reassignments.run(() => this.#makeRoom()));
  }

  async #settle(): Promise<void> {
    await this.world.settle();
    this.model.time = this.world.time;
    await this.#requests.follow();
  }

  /** A reassignment finds room for a change of the group in the model: what waits before it has started and ended. */
  async #makeRoom(): Promise<void> {
    const { world, model } = this;
    await this.#count();
    if (model.line().length + model.propagating < model.propagatingLimit) return;
    await world.runDueWork();
    for (let round = 0; world.changeQueue.messages.length + world.memberQueue.messages.length > 0; round++) {
      if (round > 200) expect.fail('The changes do not end.');
      await world.propagate();
      const steps = world.changeQueue.take();
      world.time += 1_000 * Math.max(0, ...steps.map(({ delaySeconds = 0 }) => delaySeconds));
      await world.advance(steps);
    }
    model.time = world.time;
    await this.#requests.follow();
    await this.#count();
  }

  async #count(): Promise<void> {
    this.model.propagating = Object.keys((await this.world.groupNow()).propagating).length;
  }

  async #account(action: Extract<Action, { kind: 'account' }>): Promise<void> {
    const status = action.isOpen ? 'open' : 'closed';
    const known = { voipValidated: action.voipValidated, balanceCents: action.balanceCents, status } as const;
    this.model.accounts.set(action.who, known);
    await this.world.account(action.who, known);
  }

  /** A step may start due work. The model then starts it too. */
  async #steps(): Promise<void> {
    await this.world.advance();
    await this.#requests.follow();
  }

  async #deliver({ every, delivery }: Extract<Action, { kind: 'deliver' }>): Promise<void> {
    const messages = this.world.memberQueue.take();
    const now = messages.filter((_message, index) => index % every === 0);
    this.world.memberQueue.messages.push(...messages.filter((_message, index) => index % every !== 0));
    if (delivery === 'lost') return;
    if (delivery === 'dead') {
      for (const { body } of now) await this.world.fail(this.world.memberMessage(body));
      return;
    }
    const delivered =
      delivery === 'twice' ? [...now, ...now] : delivery === 'reversed' ? now.toReversed() : now;
    await this.world.propagate(delivered);
  }

  async #join(number: number): Promise<void> {
    if (this.model.services.has(number)) return;
    await this.world.join(number);
    this.model.join(number, this.#lastRevisions.get(number));
  }

  async #leave(number: number): Promise<void> {
    if (!this.model.services.has(number)) return;
    await this.#requests.countOut(this.model.services.get(number)?.joined ?? 0);
    expect(await this.world.leave(number)).toBe(true);
    this.model.leave(number);
    this.#lastRevisions.set(number, this.model.revision);
  }

  /** A revision never decreases, and each contact is that of its revision. */
  async #compareService(number: number): Promise<void> {
    const service = await this.world.service(number);
    const { model } = this;
    for (const role of roles) {
      const key = `${number} ${service.joinedRevision} ${role}`;
      const revision = service.revisions[role];
      if (revision < (this.#seenRevisions.get(key) ?? 0)) expect.fail(`A revision of ${key} went down.`);
      this.#seenRevisions.set(key, revision);
      const own = model.services.get(number)?.own;
      const then = model.history.findLast((entry) => entry.revision <= revision)?.contacts[role];
      const hasOwn = role === 'technical' && own?.revision === revision;
      agree(service.contacts[role], hasOwn ? own.to : then);
    }
  }

  async #compareHolders(): Promise<void> {
    for (const nic of [ada, ben, cleo, dan, eve]) {
      const { groupIds } = await this.world.stores.groups.heldBy(nic, { limit: 10 });
      agree(groupIds, this.model.isContact(nic) ? [groupId] : []);
    }
  }
}
