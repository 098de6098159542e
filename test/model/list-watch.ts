import { listMyChanges } from '../../functions/api/list-my-changes/list-my-changes.ts';
import { listReassignments } from '../../functions/api/list-reassignments/list-reassignments.ts';
import { ChangeState } from '../../shared/domain/contact-change.ts';
import { ChangeId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import { ReassignmentState } from '../../shared/domain/reassignment.ts';
import { eve, type World } from '../support/world.ts';
import { agree } from './agree.ts';
import type { Model } from './model.ts';
import { week } from './model-time.ts';
import { reassignmentStateOf } from './model-reassignments.ts';

/** What is listed by state: the model says whether it is in the state that is stored. */
interface Listed {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  /** False for what ended by the clock and is not stored yet. */
  readonly isInState: boolean;
  /** Of its end, or while there is none of its request. */
  readonly time: number;
}

/** Compares the operators' lists with the model. */
export class ListWatch {
  #standing = '';

  /**
   * Expects that the list of each state is that of the model, newest first. Nothing is read if nothing that is listed
   * was written since the last look, and nothing ended by the clock.
   */
  async look(world: World, model: Model): Promise<void> {
    const changes = await changesOf(world, model);
    const reassignments = await reassignmentsOf(world, model);
    const standing = JSON.stringify([changes, reassignments]);
    if (standing === this.#standing) return;
    this.#standing = standing;
    const input = { caller: { nic: eve, isOperator: true }, params: {}, body: undefined, headers: {} };
    const everyone = { of: 'everyone', limit: 100 } as const;
    for (const state of ChangeState.options) {
      const answer = await listMyChanges(world.effects)({ ...input, query: { ...everyone, state } });
      if (answer.isReplayed) throw new Error('Nothing is replayed.');
      const ids = answer.body.items.map(({ changeId }) => changeId);
      agree(ids, inOrder(changes, state));
    }
    for (const state of ReassignmentState.options) {
      const answer = await listReassignments(world.effects)({ ...input, query: { ...everyone, state } });
      if (answer.isReplayed) throw new Error('Nothing is replayed.');
      const ids = answer.body.items.map(({ reassignmentId }) => reassignmentId);
      agree(ids, inOrder(reassignments, state));
    }
  }
}

async function changesOf(world: World, model: Model): Promise<Listed[]> {
  const stored = await world.stores.changes.findMany(model.requests.map(({ id }) => ChangeId.parse(id)));
  return stored.map(({ changeId, version, state, completedAt }, index) => {
    const request = model.requests[index];
    const said = request && model.stateOf(request);
    const isEffective = state === 'propagating' || state.startsWith('completed');
    const isInState = said === 'effective' ? isEffective : said === state;
    return { id: changeId, version, state, isInState, time: timeOf(request, completedAt) };
  });
}

async function reassignmentsOf(world: World, model: Model): Promise<Listed[]> {
  const ids = model.reassignments.map(({ id }) => ReassignmentId.parse(id));
  const stored = await world.stores.reassignments.findMany(ids);
  return stored.map(({ reassignmentId, version, state, completedAt }, index) => {
    const reassignment = model.reassignments[index];
    const said = reassignment && reassignmentStateOf(model, reassignment);
    const isBegun = state === 'running' || state.startsWith('completed');
    const isInState = said === 'running' || said === 'ended' ? isBegun : said === state;
    return { id: reassignmentId, version, state, isInState, time: timeOf(reassignment, completedAt) };
  });
}

/** The system decides when a change ends. */
const timeOf = (asked: { readonly expiresAt: number } | undefined, completedAt: string | undefined): number =>
  completedAt === undefined ? (asked?.expiresAt ?? 0) - week : Date.parse(completedAt);

const inOrder = (all: readonly Listed[], state: string): string[] =>
  all
    .filter((one) => one.isInState && one.state === state)
    .toSorted((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
