import { expect } from 'vitest';
import { reassignmentAsOf, type Reassignment } from '../../shared/domain/reassignment.ts';
import type { ChangeId } from '../../shared/domain/identifiers.ts';
import type { Target } from '../../shared/domain/reassignment-target.ts';
import { ReassignmentMessage } from '../../shared/messages/reassignment-message.ts';
import { askJob, cancelJob, countsOf, decideOnJob, jobNow, operator, outcomes } from '../support/jobs.ts';
import { serviceId, type World } from '../support/world.ts';
import type { Action } from './actions.ts';
import type { Model, ModelRequest } from './model.ts';
import {
  askModelJob,
  decideModelJob,
  jobStateOf,
  runModelJob,
  startDueJob,
  type ModelJob,
} from './model-jobs.ts';
import { outcome } from './outcome.ts';

/** The bulk jobs of the system and of the model, to which the same things happen. */
export class PairJobs {
  readonly #world: World;
  readonly #model: Model;
  readonly #jobs = new Map<ModelJob, Reassignment>();

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
  }: Extract<Action, { kind: 'job' }>): Promise<void> {
    const by = isOperator ? operator : (who ?? this.#model.contacts.administration);
    const runAt = inMinutes === undefined ? undefined : this.#world.time + inMinutes * 60_000;
    const expected = askModelJob(this.#model, { by, isByOperator: isOperator, from, to, roles, runAt });
    const asked = {
      from,
      to,
      roles: [...roles],
      isOperator,
      ...(runAt !== undefined && { runAt: new Date(runAt) }),
    };
    const answered = await outcome(askJob(this.#world, by, asked));
    if (Array.isArray(expected)) expect(answered).toEqual(expected);
    else if (Array.isArray(answered)) expect.fail(`refused: ${answered.join(' ')}`);
    else this.#jobs.set(expected, answered);
  }

  async decide({ who, request, decision }: Extract<Action, { kind: 'decide-job' }>): Promise<void> {
    const picked = [...this.#jobs][request % Math.max(this.#jobs.size, 1)];
    if (picked === undefined) return;
    const [job, stored] = picked;
    const by = who ?? (decision === 'cancelled' ? job.by : job.to);
    // To the model a job is over with its changes; the system waits for what they do.
    const isWaiting = job.state === 'ended' && (await jobNow(this.#world, stored)).completedAt === undefined;
    if (isWaiting) job.state = 'running';
    const expected = decideModelJob(this.#model, by, job, decision);
    if (isWaiting && jobStateOf(this.#model, job) === 'running') job.state = 'ended';
    const answered = await outcome(
      decision === 'cancelled'
        ? cancelJob(this.#world, by, stored)
        : decideOnJob(this.#world, by, stored, decision),
    );
    expect(Array.isArray(answered) ? answered : undefined).toEqual(expected && [expected]);
  }

  /** What is due begins, expires or ends; what has begun makes its changes when `run` says so. */
  async due(): Promise<void> {
    const messages = this.#world.reassignmentQueue.take();
    for (const stored of this.#jobs.values()) {
      const { run, reassignmentId } = await jobNow(this.#world, stored);
      if (run !== undefined && run.phase !== 'waiting') continue;
      await this.#world.runJobs(
        messages.filter(({ body }) => ReassignmentMessage.parse(body).reassignmentId === reassignmentId),
      );
    }
    for (const job of this.#jobs.keys()) startDueJob(this.#model, job);
  }

  /**
   * Lets every running job make its changes, in the system step by step.
   * @returns the changes that were made, beside the model's
   */
  async run(): Promise<Map<ModelRequest, ChangeId>> {
    const made = new Map<ModelRequest, ChangeId>();
    for (const [job, stored] of this.#jobs) {
      if (job.state !== 'running') continue;
      const visible = await this.#visibleTo(job);
      const expected = runModelJob(this.#model, job, visible);
      await this.#runToTheEndOfItsChanges(stored);
      const found = await outcomes(this.#world, stored);
      expect(found.map(nameOf)).toEqual([...expected.keys()].map(nameOfNumber));
      for (const [index, [, request]] of [...expected].entries()) {
        const target = found[index];
        expect(target?.state === 'skipped').toBe(request === undefined);
        if (request !== undefined && target?.changeId !== undefined) made.set(request, target.changeId);
      }
      job.state = 'ended';
    }
    return made;
  }

  async #visibleTo({ by, isByOperator }: ModelJob): Promise<(service: number | undefined) => boolean> {
    const seen = new Set<number>();
    for (const number of this.#model.services.keys()) {
      if (Object.values((await this.#world.service(number)).contacts).includes(by)) seen.add(number);
    }
    const seesGroup = isByOperator || this.#model.isContact(by);
    return (service) => seesGroup || (service !== undefined && seen.has(service));
  }

  async #runToTheEndOfItsChanges(stored: Reassignment): Promise<void> {
    const { reassignmentId } = stored;
    for (let step = 0; step < 20; step++) {
      if ((await jobNow(this.#world, stored)).run?.phase === 'waiting') return;
      await this.#world.runJobs([{ body: { reassignmentId } }]);
    }
    expect.fail('The job does not make its changes.');
  }

  /** What must be so at every moment. */
  async compare(): Promise<void> {
    const now = this.#world.clock.now();
    for (const [job, stored] of this.#jobs) {
      const { state, run } = reassignmentAsOf(await jobNow(this.#world, stored), now);
      const expected = jobStateOf(this.#model, job);
      expect(state === 'running' || state.startsWith('completed') ? 'begun' : state).toBe(
        expected === 'running' || expected === 'ended' ? 'begun' : expected,
      );
      await countsOf(this.#world, stored);
      expect((await outcomes(this.#world, stored)).length).toBe(run?.targets ?? 0);
    }
  }

  /** When everything has run, every job that began has ended, and counts nothing as under way. */
  async finish(): Promise<void> {
    for (const stored of this.#jobs.values()) {
      const { state, run, completedAt } = await jobNow(this.#world, stored);
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
