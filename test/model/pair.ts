import { operatorNic } from '../support/operator.ts';
import { expect } from 'vitest';
import { addServices } from '../../shared/commands/add-services.ts';
import { newGroup } from '../../shared/domain/group.ts';
import type { Table } from '../../shared/store/table.ts';
import { CarefulMemberSystem } from '../support/careful-member-system.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { serviceId, World } from '../support/world.ts';
import { work, type Act, type Answer, type Both } from './act.ts';
import type { Action } from './actions.ts';
import { actsOf, retry } from './acts.ts';
import { everyone, firstContacts, firstMembers, groupIdOf } from './actors.ts';
import { agree } from './agree.ts';
import { compare } from './compare.ts';
import { compareEvents } from './compare-events.ts';
import { follow } from './follow.ts';
import { ListWatch } from './list-watch.ts';
import { Meanwhile, meanwhileSystem, meanwhileTable } from './meanwhile.ts';
import { Model } from './model.ts';
import { joinModel } from './model-groups.ts';
import type { ModelSettings } from './model-types.ts';
import { ProgressWatch } from './progress-watch.ts';
import { expectRest, hasFailed, isAtRest } from './rest.ts';
import { see, type Seen } from './seen.ts';

/** An act of the system, and what it showed before and after. */
interface Happened {
  readonly act: Act;
  readonly before: Seen;
  readonly answer: Answer;
  readonly after: Seen;
}

/** The system and the model of its rules. Both get the same actions. */
export class Pair {
  readonly world: World;
  readonly system = new CarefulMemberSystem();
  model: Model;
  readonly #meanwhile: Meanwhile;
  readonly #lists = new ListWatch();
  readonly #watch = new ProgressWatch(this.system.failedTries);
  /** What the system showed last. */
  #seen: Seen;

  private constructor(world: World, meanwhile: Meanwhile, model: Model) {
    this.world = world;
    this.#meanwhile = meanwhile;
    this.model = model;
    this.#seen = model.seen;
    if (model.settings.notifiesMembers) world.memberSystem = meanwhileSystem(this.system, meanwhile);
  }

  /** Both begin with the same groups and services; the system's table is in memory unless another is given. */
  static async start(settings: ModelSettings, table: Table = new MemoryTable()): Promise<Pair> {
    const meanwhile = new Meanwhile();
    const world = new World(meanwhileTable(table, meanwhile));
    world.propagatingLimit = settings.propagatingLimit;
    const pair = new Pair(world, meanwhile, new Model(settings, await see(world)));
    const { model } = pair;
    for (const who of everyone) {
      await world.account(who);
      model.accounts.set(who, { voipValidated: true, balanceCents: 0, status: 'open' });
    }
    for (const [number, contacts] of firstContacts.entries()) {
      await world.stores.groups.create(newGroup(groupIdOf(number), contacts));
      model.groups.push({
        contacts,
        revision: 0,
        isDeleted: false,
        generation: 0,
        history: [{ revision: 0, contacts }],
        propagating: 0,
      });
    }
    for (const { service, group } of firstMembers) {
      const wanted = [{ serviceId: serviceId(service), kind: 'line' as const }];
      await addServices(world.effects, operatorNic, groupIdOf(group), wanted, String);
      joinModel(model, { services: [service], group, kind: 'line', isPartial: false });
    }
    pair.#seen = await see(world);
    return pair;
  }

  /** Applies an action to both, and compares their answers and how they stand. */
  async happen(action: Action): Promise<void> {
    const { departures } = this.model;
    if (action.kind === 'meanwhile') await this.#happenMeanwhile(action);
    else for (const act of actsOf(this.#both, action)) await this.#happenOne(act);
    await compare(this.world, this.model);
    await this.#lists.look(this.world, this.model);
    await this.#watch.look(this.world, this.model, this.model.departures - departures);
  }

  /** Lets everything come to rest, and checks that it is as the rules say: every change is everywhere. */
  async finish(): Promise<void> {
    for (let round = 0; !(await isAtRest(this.#both)); round++) {
      if (round > 50) expect.fail('It does not come to rest.');
      await this.#flow();
      await this.#happenAll(actsOf(this.#both, { kind: 'clock', minutes: 60 }));
      await this.#happenAll(actsOf(this.#both, { kind: 'due' }));
      for (const request of this.model.requests)
        if (await hasFailed(this.#both, request)) await this.#happenOne(retry(this.#both, request));
    }
    // What ended by the clock or by a rule is still to be written down.
    await this.#happenAll(actsOf(this.#both, { kind: 'due' }));
    await this.#flow();
    await compare(this.world, this.model);
    await compareEvents(this.world, this.model, true);
    await this.#lists.look(this.world, this.model);
    await this.#watch.look(this.world, this.model, 0);
    await expectRest(this.#both);
  }

  /** Every message is delivered, until there is none. */
  async #flow(): Promise<void> {
    const { world } = this;
    const { changeQueue, memberQueue, reassignmentQueue } = world;
    const queues = [changeQueue, memberQueue, reassignmentQueue];
    for (let round = 0; queues.some(({ messages }) => messages.length > 0); round++) {
      if (round > 500) expect.fail('The flow does not come to rest.');
      await this.#happenOne(work(() => world.propagate()));
      const delays = [...changeQueue.messages, ...reassignmentQueue.messages].map(
        ({ delaySeconds = 0 }) => delaySeconds,
      );
      await this.#happenAll(actsOf(this.#both, { kind: 'clock', minutes: Math.max(0, ...delays) / 60 }));
      await this.#happenOne(work(() => world.advance()));
      if (reassignmentQueue.messages.length > 0)
        await this.#happenAll(actsOf(this.#both, { kind: 'run-reassignments' }));
    }
  }

  get #both(): Both {
    return this;
  }

  async #happenAll(acts: readonly Act[]): Promise<void> {
    for (const act of acts) await this.#happenOne(act);
  }

  async #happenOne(act: Act): Promise<void> {
    const told = await act.dryRun?.();
    const happened = await this.#inSystem(act);
    // A dry run tells what the real call answers.
    if (told !== undefined)
      agree([told.refused, told.state], [happened.answer.refused, happened.answer.state]);
    judge(this.model, happened);
  }

  /** Lets the act happen in the system alone. */
  async #inSystem(act: Act): Promise<Happened> {
    const before = this.#seen;
    const answer = await act.inSystem();
    this.#seen = await see(this.world);
    return { act, before, answer, after: this.#seen };
  }

  /**
   * Lets the second action happen in the middle of the first. Both must have done what they do one after the other, in
   * one order or the other; what the first one started by the way may have come before either.
   */
  async #happenMeanwhile({ first, calls, second }: Extract<Action, { kind: 'meanwhile' }>): Promise<void> {
    const all = actsOf(this.#both, first);
    const index = calls % Math.max(all.length, 1);
    await this.#happenAll(all.slice(0, index));
    const act = all[index];
    const acts = actsOf(this.#both, second);
    if (act === undefined) return this.#happenAll(acts);
    const inside: Happened[] = [];
    const before = this.#seen;
    const answer = await this.#meanwhile.during(
      () => act.inSystem(),
      calls,
      async () => {
        this.#seen = await see(this.world);
        for (const one of acts) inside.push(await this.#inSystem(one));
      },
    );
    this.#seen = await see(this.world);
    this.model = await this.#oneAfterTheOther({ act, before, answer, after: this.#seen }, inside);
    return this.#happenAll(all.slice(index + 1));
  }

  /** The model after the acts in an order that explains what the system did. */
  async #oneAfterTheOther(outer: Happened, inside: readonly Happened[]): Promise<Model> {
    const end = this.#seen;
    const middle = inside[0]?.before ?? end;
    const orders = [
      (model: Model) => {
        for (const one of [outer, ...inside]) judge(model, one);
      },
      ...[0, 1, 2, 3, Infinity].map((most) => (model: Model) => {
        model.see(outer.before);
        follow(model, middle);
        follow(model, end, most);
        for (const one of inside) judge(model, one);
        judge(model, { ...outer, before: inside.at(-1)?.after ?? outer.before });
      }),
    ];
    const errors: unknown[] = [];
    for (const order of orders) {
      const model = this.model.copy();
      try {
        order(model);
        follow(model, end);
        await compare(this.world, model);
        return model;
      } catch (error) {
        errors.push(error);
      }
    }
    throw new AggregateError(errors, `No order explains it: ${errors.map(String).join('; ')}`);
  }
}

/** Lets the act happen in the model too, and compares the answers. */
function judge(model: Model, { act, before, answer, after }: Happened): void {
  model.see(before);
  const { refused, made } = act.inModel(model);
  agree(answer.refused, refused);
  if (made !== undefined && answer.id !== undefined) made.id = answer.id;
  if (act.isWork) follow(model, after);
}
