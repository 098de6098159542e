import { expect } from 'vitest';
import { asOf, type ContactChange } from '../../shared/domain/contact-change.ts';
import { endOf, type GroupWithRequests } from '../../shared/domain/group.ts';
import type { ChangeId, Nic } from '../../shared/domain/identifiers.ts';
import type { Tally } from '../../shared/domain/propagation.ts';
import { roles } from '../../shared/domain/roles.ts';
import { eve, type World } from '../support/world.ts';
import { agree } from './agree.ts';
import type { Action } from './actions.ts';
import type { Model } from './model.ts';
import type { ModelRequest } from './model-types.ts';
import { outcome } from './outcome.ts';

/** The requests of the system and of the model. Both get the same actions. */
export class PairRequests {
  readonly #world: World;
  readonly #model: Model;
  readonly #changes = new Map<ModelRequest, ChangeId>();
  readonly #retried = new Set<ChangeId>();
  readonly #left = new Map<ModelRequest, number>();
  readonly #leftAfterEnd = new Map<ModelRequest, number>();

  constructor(world: World, model: Model) {
    this.#world = world;
    this.#model = model;
  }

  async ask(action: Extract<Action, { kind: 'ask' }>): Promise<void> {
    const model = this.#model;
    const world = this.#world;
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
    const shown = service === undefined ? undefined : (await world.service(service)).contacts;
    const isUpToDate = service !== undefined && (await this.#isUpToDate(service));
    const expected = model.ask(who, contacts, { service, shown, isUpToDate, effectiveAt, codesFrom });
    const answered = await outcome(world.request(who, contacts, asked));
    if (Array.isArray(expected)) {
      expect(answered).toEqual(expected);
      return;
    }
    if (Array.isArray(answered)) expect.fail(`refused: ${answered.join(' ')}`);
    this.#changes.set(expected, answered.change.changeId);
  }

  async decide(who: Nic, index: number, decision: 'accepted' | 'refused'): Promise<void> {
    const picked = this.#pick(index);
    if (picked === undefined) return;
    const [request, changeId] = picked;
    const world = this.#world;
    const expected = this.#model.decide(who, request, decision);
    const answered = await outcome(
      decision === 'accepted' ? world.accept(who, { changeId }) : world.refuse(who, { changeId }),
    );
    agree(Array.isArray(answered) ? answered : undefined, expected && [expected]);
  }

  async agree(index: number): Promise<void> {
    const waiting = this.#pick(index)?.[0].consents ?? new Map<Nic, string>();
    for (const [nic, decision] of waiting)
      if (decision === 'pending') await this.decide(nic, index, 'accepted');
  }

  /** A retry changes no contacts, so the model does not have it. */
  async retry(index: number): Promise<void> {
    const changeId = this.#pick(index)?.[1];
    if (changeId === undefined || (await this.#isFull())) return;
    const { state } = await this.#world.changeNow({ changeId });
    const answered = await outcome(this.#world.retry(eve, { changeId }, true));
    expect(Array.isArray(answered)).toBe(state !== 'completed-with-failures');
    if (!Array.isArray(answered)) this.#retried.add(changeId);
  }

  async cancel(who: Nic, index: number): Promise<void> {
    const picked = this.#pick(index);
    if (picked === undefined) return;
    const [request, changeId] = picked;
    const expected = this.#model.cancel(who, request);
    const answered = await outcome(this.#world.cancel(who, { changeId }));
    agree(Array.isArray(answered) ? answered : undefined, expected && [expected]);
  }

  /** Adds the requests of a reassignment. */
  add(made: ReadonlyMap<ModelRequest, ChangeId>): void {
    for (const [request, changeId] of made) this.#changes.set(request, changeId);
  }

  /** A service leaves: it is no longer a member of the changes that propagate to it. */
  async countOut(joined: number): Promise<void> {
    for (const [request, changeId] of this.#changes) {
      const { state, revision = 0 } = await this.#world.changeNow({ changeId });
      if (joined >= revision) continue;
      const left = state === 'propagating' ? this.#left : this.#leftAfterEnd;
      left.set(request, (left.get(request) ?? 0) + 1);
    }
  }

  /** Checks the invariants that hold at every moment. */
  async compare(found: GroupWithRequests): Promise<void> {
    const model = this.#model;
    const world = this.#world;
    const now = world.clock.now();
    for (const [request, changeId] of this.#changes) {
      const stored = await world.changeNow({ changeId });
      const change = asOf(stored, found.group, now);
      agree([simpleState(change), change.revision], [model.stateOf(request), request.revision]);
      for (const { nic, decision } of change.consents) agree(decision, request.consents.get(nic));
      const { services, applied, superseded, failed, pending } = await world.progressNow({ changeId });
      // A retry also counts out who was deleted while the change was over.
      if (!this.#retried.has(changeId)) agree(services, this.#membersOf(request, stored));
      agree(applied + superseded + failed + pending, services);
      agree(Math.min(0, applied, superseded, failed, pending), 0);
      await this.#compareList(request, stored, { applied, superseded, failed });
    }
    const locks = found.openRequests.filter((lock) => endOf(lock, found.group, now) === undefined);
    const open = model.requests.filter((request) => request.service === undefined && model.isOpen(request));
    agree(
      locks.map((lock) => lock.role).toSorted(),
      open.flatMap((request) => Object.keys(request.to)).toSorted(),
    );
  }

  /**
   * Progress is never ahead of the list, and the two are equal once a change has ended, but for who left after that.
   */
  async #compareList(
    request: ModelRequest,
    { changeId, state }: ContactChange,
    progress: Tally,
  ): Promise<void> {
    if (request.revision === undefined) return;
    const listed = await this.#world.listedNow({ changeId });
    const left = this.#leftAfterEnd.get(request) ?? 0;
    for (const part of ['applied', 'superseded', 'failed'] as const) {
      const [said, is] = [progress[part], listed[part]];
      agree(Math.min(said, is + left), said);
      if (state !== 'propagating') agree(Math.max(said, is), said);
    }
    if (state === 'propagating') return;
    agree(listed.pending, 0);
    const said = progress.applied + progress.superseded + progress.failed;
    agree(Math.min(said, listed.services + left), said);
  }

  async retryAll(): Promise<void> {
    for (let index = 0; index < this.#changes.size; index++) {
      if (await this.#isFull()) await this.#world.settle();
      await this.retry(index);
    }
  }

  /** The model follows the system in what has started; each starts in its turn, or the two differ from then on. */
  async follow(): Promise<void> {
    for (const request of this.#model.line()) {
      const changeId = this.#changes.get(request);
      if (changeId === undefined || request.state !== 'scheduled') continue;
      if ((await this.#world.changeNow({ changeId })).state === 'scheduled') return;
      this.#model.start(request);
    }
  }

  async #isFull(): Promise<boolean> {
    return Object.keys((await this.#world.groupNow()).propagating).length >= this.#model.propagatingLimit;
  }

  /** Checks that every effective change has reached every member. */
  async finish(): Promise<void> {
    for (const [request, changeId] of this.#changes) {
      if (request.state !== 'effective') continue;
      expect((await this.#world.changeNow({ changeId })).state).toBe('completed');
      expect(await this.#world.progressNow({ changeId })).toMatchObject({ failed: 0, pending: 0 });
    }
  }

  /** Whether the group's technical contact has reached the service. */
  async #isUpToDate(number: number): Promise<boolean> {
    const service = await this.#world.service(number);
    const group = await this.#world.groupNow();
    return service.revisions.technical >= group.roleRevisions.technical;
  }

  #pick(index: number): [ModelRequest, ChangeId] | undefined {
    const all = [...this.#changes];
    return all[index % Math.max(all.length, 1)];
  }

  /** The group's members when the change became effective less those that were deleted while it propagated. */
  #membersOf(request: ModelRequest, { serviceId }: ContactChange): number {
    if (serviceId !== undefined) return 1;
    return request.members === undefined
      ? this.#model.services.size
      : request.members - (this.#left.get(request) ?? 0);
  }
}

const simpleState = ({ state }: ContactChange): string =>
  state === 'propagating' || state.startsWith('completed') ? 'effective' : state;
