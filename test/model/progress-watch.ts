import { expect } from 'vitest';
import { ChangeId } from '../../shared/domain/identifiers.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { MemberState, Progress } from '../../shared/domain/member-outcome.ts';
import { roles } from '../../shared/domain/roles.ts';
import type { Service } from '../../shared/domain/service.ts';
import { serviceId, type World } from '../support/world.ts';
import { groupIds, serviceNumbers } from './actors.ts';
import { agree } from './agree.ts';
import type { Model } from './model.ts';
import type { ModelRequest } from './model-types.ts';

const states = ['applied', 'superseded', 'failed', 'pending'] as const satisfies MemberState[];
const outcomes = ['applied', 'superseded', 'failed'] as const;

interface Shown {
  readonly state: ContactChange['state'];
  readonly completedAt: string | undefined;
  /** Whether no step has read members back yet. */
  readonly isCountedByWorkers: boolean;
  readonly isRetry: boolean;
  readonly progress: Progress;
  readonly listed: Progress;
  /** The rows, marks and version that all this follows from, but for the counters. */
  readonly standing: string;
}

interface Look {
  readonly request: ModelRequest;
  readonly change: ContactChange;
  readonly left: number;
  readonly standing: string;
}

/** What was shown of the members of each change the last time, and what may be shown from then on. */
export class ProgressWatch {
  readonly #failedTries: ReadonlyMap<string, number>;
  readonly #shown = new Map<string, Shown>();
  readonly #revisions = new Map<string, number>();

  /** @param failedTries how often each member of each change was tried in vain, by change and service */
  constructor(failedTries: ReadonlyMap<string, number>) {
    this.#failedTries = failedTries;
  }

  /**
   * Expects that progress, list and counts agree, now and with what they said before.
   * @param left how many services were deleted since
   */
  async look(world: World, model: Model, left: number): Promise<void> {
    const rows = await world.stores.services.findMany(serviceNumbers.map(serviceId));
    this.#lookAtRevisions([...rows.values()]);
    const ids = model.requests.map(({ id }) => ChangeId.parse(id));
    const changes = await world.stores.changes.findMany(ids);
    const groups = (await world.stores.groups.findMany(groupIds)).map(({ group }) => group.propagating);
    const standing = JSON.stringify([[...rows.values()], groups]);
    for (const [index, change] of changes.entries()) {
      const request = model.requests[index];
      // Everything that is shown of a change that has ended is in what is stored here.
      const isSame = this.#shown.get(change.changeId)?.standing === `${standing} ${change.version}`;
      if (request === undefined || (isSame && change.state !== 'propagating')) continue;
      await this.#lookAt(world, model, { request, change, left, standing: `${standing} ${change.version}` });
    }
  }

  async #lookAt(world: World, model: Model, { request, change, left, standing }: Look): Promise<void> {
    const progress = await world.progressNow(change);
    agree(sumOf(progress), progress.services);
    agree(Math.min(0, ...states.map((state) => progress[state])), 0);
    const { revision, group, service } = request;
    if (revision === undefined) {
      const services = service === undefined ? model.membersOf(group).length : 1;
      return agree(progress, { services, applied: 0, superseded: 0, failed: 0, pending: services });
    }
    const before = this.#shown.get(change.changeId);
    const listed = before?.standing === standing ? before.listed : await this.#listOf(world, change);
    const members = [...model.services].filter(
      ([number, one]) =>
        one.group === group && one.joined < revision && (service === undefined || service === number),
    );
    agree(listed.services, members.length);
    const { state, completedAt } = change;
    const isRetry = change.propagation?.isRetry === true;
    const phase = change.propagation?.phase;
    const isCountedByWorkers = phase === 'dispatching' || phase === 'awaiting';
    const now: Shown = { state, completedAt, isCountedByWorkers, isRetry, progress, listed, standing };
    expectAgreement(now);
    if (before !== undefined) expectNoStepBack(before, now, left);
    this.#shown.set(change.changeId, now);
    return undefined;
  }

  /** How many members are listed in each state: in the list of all, which the lists of each state make up. */
  async #listOf(world: World, change: ContactChange): Promise<Progress> {
    const all = await world.membersNow(change);
    const listed = { services: all.length, applied: 0, superseded: 0, failed: 0, pending: 0 };
    for (const { state, serviceId: id, attempts } of all) {
      listed[state] += 1;
      if (state === 'failed') agree(attempts, this.#failedTries.get(`${change.changeId} ${id}`));
    }
    for (const state of states) {
      const some = await world.membersNow(change, state);
      agree(
        some,
        all.filter((member) => member.state === state),
      );
    }
    return listed;
  }

  /** The revisions of a service never go down, wherever it goes. */
  #lookAtRevisions(rows: readonly Service[]): void {
    for (const { serviceId: id, revisions } of rows) {
      for (const role of roles) {
        const key = `${id} ${role}`;
        if (revisions[role] < (this.#revisions.get(key) ?? 0)) expect.fail(`A revision of ${key} went down.`);
        this.#revisions.set(key, revisions[role]);
      }
    }
  }
}

const sumOf = (part: Omit<Progress, 'services'>): number =>
  part.applied + part.superseded + part.failed + part.pending;

/**
 * Progress is never ahead of the list. The two are equal while the workers' counters alone count, as nothing is in
 * flight between two actions, and from the end on. What is found in between is counted with a later step.
 */
function expectAgreement({ state, isCountedByWorkers, progress, listed }: Shown): void {
  if (isCountedByWorkers) return agree(progress, listed);
  // Who left after the end stays counted.
  const gone = progress.services - listed.services;
  for (const outcome of outcomes) {
    if (progress[outcome] > listed[outcome] + gone) expect.fail(`The ${outcome} are ahead of the list.`);
    if (state !== 'propagating' && progress[outcome] < listed[outcome])
      expect.fail(`The ${outcome} are behind the list after the end.`);
  }
  if (state === 'propagating') return undefined;
  agree(progress.pending, 0);
  agree(listed.pending, 0);
  return agree(state, progress.failed > 0 ? 'completed-with-failures' : 'completed');
}

/** No part falls, but for who left; after the end only a failed member changes, which takes the change after all. */
function expectNoStepBack(before: Shown, now: Shown, left: number): void {
  const rise = (part: keyof Progress): number => now.progress[part] - before.progress[part];
  if (rise('applied') < -left || rise('superseded') < -left) expect.fail('The progress fell.');
  const isOver = now.completedAt !== undefined && now.completedAt === before.completedAt;
  // Those that failed are pending again, and those of them that left are counted no longer.
  if (now.isRetry && !isOver) return;
  if (rise('failed') < -left - Math.max(rise('applied'), 0)) expect.fail('A failure was forgotten.');
  if (!isOver) return;
  agree([rise('services'), rise('superseded'), rise('pending')], [0, 0, 0]);
  if (rise('failed') > 0) expect.fail('A member failed after the end.');
}
