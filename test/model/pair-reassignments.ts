import { expect } from 'vitest';
import { reassignmentAsOf, type Reassignment } from '../../shared/domain/reassignment.ts';
import type { ChangeId } from '../../shared/domain/identifiers.ts';
import type { Target } from '../../shared/domain/reassignment-target.ts';
import { ReassignmentMessage } from '../../shared/messages/reassignment-message.ts';
import {
  askReassignment,
  cancelAsCaller,
  countsOf,
  decideOnReassignment,
  reassignmentNow,
  operator,
  outcomes,
} from '../support/reassignments.ts';
import { serviceId, type World } from '../support/world.ts';
import { agree } from './agree.ts';
import type { Action } from './actions.ts';
import type { Model } from './model.ts';
import type { ModelRequest } from './model-types.ts';
import {
  askModelReassignment,
  decideModelReassignment,
  reassignmentStateOf,
  runModelReassignment,
  startDueReassignment,
  type ModelReassignment,
} from './model-reassignments.ts';
import { outcome } from './outcome.ts';

/** The reassignments of the system and of the model. Both get the same actions. */
export class PairReassignments {
  readonly #world: World;
  readonly #model: Model;
  readonly #reassignments = new Map<ModelReassignment, Reassignment>();

  constructor(world: World, model: Model) {
    this.#world = world;
    this.#model = model;
  }

  async ask({
    who,
    from,
    to,
    roles,
    inMinutes,
    isOperator,
  }: Extract<Action, { kind: 'reassignment' }>): Promise<void> {
    const by = isOperator ? operator : (who ?? this.#model.contacts.administration);
    const runAt = inMinutes === undefined ? undefined : this.#world.time + inMinutes * 60_000;
    const expected = askModelReassignment(this.#model, {
      by,
      isByOperator: isOperator,
      from,
      to,
      roles,
      runAt,
    });
    const asked = {
      from,
      to,
      roles: [...roles],
      isOperator,
      ...(runAt !== undefined && { runAt: new Date(runAt) }),
    };
    const answered = await outcome(askReassignment(this.#world, by, asked));
    if (Array.isArray(expected)) expect(answered).toEqual(expected);
    else if (Array.isArray(answered)) expect.fail(`refused: ${answered.join(' ')}`);
    else this.#reassignments.set(expected, answered);
  }

  async decide({ who, request, decision }: Extract<Action, { kind: 'decide-reassignment' }>): Promise<void> {
    const picked = [...this.#reassignments][request % Math.max(this.#reassignments.size, 1)];
    if (picked === undefined) return;
    const [reassignment, stored] = picked;
    const by = who ?? (decision === 'cancelled' ? reassignment.by : reassignment.to);
    // To the model a reassignment is over with its changes; the system waits for what they do.
    const isWaiting =
      reassignment.state === 'ended' &&
      (await reassignmentNow(this.#world, stored)).completedAt === undefined;
    if (isWaiting) reassignment.state = 'running';
    const expected = decideModelReassignment(this.#model, by, reassignment, decision);
    if (isWaiting && reassignmentStateOf(this.#model, reassignment) === 'running')
      reassignment.state = 'ended';
    const answered = await outcome(
      decision === 'cancelled'
        ? cancelAsCaller(this.#world, by, stored)
        : decideOnReassignment(this.#world, by, stored, decision),
    );
    agree(Array.isArray(answered) ? answered : undefined, expected && [expected]);
  }

  /** Starts, expires or ends due reassignments. `run` lets running ones make their changes. */
  async due(): Promise<void> {
    const messages = this.#world.reassignmentQueue.take();
    for (const stored of this.#reassignments.values()) {
      const { run, reassignmentId } = await reassignmentNow(this.#world, stored);
      if (run !== undefined && run.phase !== 'waiting') continue;
      await this.#world.runReassignments(
        messages.filter(({ body }) => ReassignmentMessage.parse(body).reassignmentId === reassignmentId),
      );
    }
    for (const reassignment of this.#reassignments.keys()) startDueReassignment(this.#model, reassignment);
  }

  /**
   * Lets every running reassignment make its changes, in the system step by step.
   * @param makeRoom lets what waits start and end before each
   * @returns the changes that were made, beside the model's
   */
  async run(makeRoom: () => Promise<void>): Promise<Map<ModelRequest, ChangeId>> {
    const made = new Map<ModelRequest, ChangeId>();
    for (const [reassignment, stored] of this.#reassignments) {
      if (reassignment.state !== 'running') continue;
      await makeRoom();
      const expected = runModelReassignment(this.#model, reassignment);
      await this.#runToTheEndOfItsChanges(stored);
      const found = await outcomes(this.#world, stored);
      expect(found.map(nameOf)).toEqual([...expected.keys()].map(nameOfNumber));
      for (const [index, [, request]] of [...expected].entries()) {
        const target = found[index];
        expect(target?.state === 'skipped').toBe(request === undefined);
        if (request !== undefined && target?.changeId !== undefined) made.set(request, target.changeId);
      }
      reassignment.state = 'ended';
    }
    return made;
  }

  async #runToTheEndOfItsChanges(stored: Reassignment): Promise<void> {
    const { reassignmentId } = stored;
    for (let step = 0; step < 20; step++) {
      if ((await reassignmentNow(this.#world, stored)).run?.phase === 'waiting') return;
      await this.#world.runReassignments([{ body: { reassignmentId } }]);
    }
    expect.fail('The reassignment does not make its changes.');
  }

  /** Checks the invariants that hold at every moment. */
  async compare(): Promise<void> {
    const now = this.#world.clock.now();
    for (const [reassignment, stored] of this.#reassignments) {
      const { state, run } = reassignmentAsOf(await reassignmentNow(this.#world, stored), now);
      const expected = reassignmentStateOf(this.#model, reassignment);
      agree(
        state === 'running' || state.startsWith('completed') ? 'begun' : state,
        expected === 'running' || expected === 'ended' ? 'begun' : expected,
      );
      await countsOf(this.#world, stored);
      agree((await outcomes(this.#world, stored)).length, run?.targets ?? 0);
    }
  }

  /** Checks that every started reassignment has ended, and counts no running change. */
  async finish(): Promise<void> {
    for (const stored of this.#reassignments.values()) {
      const { state, run, completedAt } = await reassignmentNow(this.#world, stored);
      if (run === undefined) continue;
      expect(completedAt).toBeDefined();
      expect(['completed', 'completed-with-failures', 'cancelled']).toContain(state);
      expect((await countsOf(this.#world, stored)).propagating).toBe(0);
    }
  }
}

const nameOf = ({ serviceId: id, groupId }: Target): string => id ?? groupId;
const nameOfNumber = (number: number | undefined): string =>
  number === undefined ? 'ab12345-ovh-1' : serviceId(number);
