import type { Pending } from '../gate/gate.ts';
import type { Mailbox } from '../queues/mailbox.ts';
import { batchSize } from '../queues/topology.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { nextUserAction } from '../scenario/users.ts';
import { disturbances } from './disturbances.ts';
import { minute, tick } from './due-work.ts';
import type { FaultOfRequest } from './faults.ts';
import { meetFate, possibleFates, weightOf } from './fates.ts';
import { feed } from './feeding.ts';
import { act } from './people-act.ts';
import type { Run } from './run.ts';

/** The part of a run in which things go wrong: one decision at a time. */
export class RoughPart {
  readonly #run: Run;
  readonly #scenario: Scenario;
  #actions = 0;
  #lastTick: number;

  constructor(run: Run, scenario: Scenario) {
    this.#run = run;
    this.#scenario = scenario;
    this.#lastTick = run.time;
  }

  /** Runs until people have done what they do and enough has gone wrong, `steps` steps at the most. */
  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await this.#run.quiet();
      if (!(await this.#step())) return;
    }
  }

  async #step(): Promise<boolean> {
    const run = this.#run;
    if (await this.#disturb()) return true;
    const { pending } = run.gate;
    const orphans = run.onTheirWay;
    const fed = run.parts.mailboxes.all.filter(
      (mailbox) => mailbox.shape.feeds !== undefined && mailbox.available(run.time).length > 0,
    );
    const next = this.#nextTime();
    const options = [
      ...pending.map(({ label, number }) => ({ name: `${label} (${number})`, weight: 6 })),
      ...fed.map(({ name }) => ({ name: `feed ${name}`, weight: 4 })),
      ...(orphans.length > 0 ? [{ name: 'what was on its way arrives', weight: 1 }] : []),
      ...(this.#actions < this.#scenario.userActions ? [{ name: 'somebody acts', weight: 3 }] : []),
      ...(run.time - this.#lastTick >= minute ? [{ name: 'due work', weight: 4 }] : []),
      ...(next === undefined ? [] : [{ name: 'time passes', weight: run.live.length === 0 ? 2 : 0.01 }]),
    ];
    if (options.length === 0) return false;
    const choice = run.parts.choices.pick('next', options);
    const request = pending.find(({ label, number }) => `${label} (${number})` === choice);
    const mailbox = fed.find(({ name }) => `feed ${name}` === choice);
    if (request !== undefined) await this.#go(request);
    else if (mailbox !== undefined) await this.#feed(mailbox);
    else if (choice === 'somebody acts') await this.#act();
    else if (choice === 'due work') this.#tick();
    else if (choice === 'time passes') await run.advance(Math.max(0, (next ?? run.time) - run.time));
    else await run.arriveLate();
    return this.#actions < this.#scenario.userActions || !(run.isWornOut || this.#isIdle);
  }

  /** Whether nothing is under way that something could befall. */
  get #isIdle(): boolean {
    const { live, parts } = this.#run;
    return (
      parts.forced.areDone &&
      live.length === 0 &&
      parts.mailboxes.all.every(({ shape, kept }) => shape.feeds === undefined || kept.length === 0)
    );
  }

  async #go(pending: Pending): Promise<void> {
    const run = this.#run;
    const { request } = pending;
    run.time += 5;
    if (request === undefined) {
      run.gate.take(pending);
      run.gate.activity += 1;
      pending.arrive();
      return;
    }
    await meetFate(run, pending, request, this.#fateOf(pending, possibleFates(request)));
  }

  #fateOf(pending: Pending, possible: readonly FaultOfRequest[]): FaultOfRequest | 'pass' {
    const run = this.#run;
    const member = run.failingMember(pending);
    if (member !== undefined) return member;
    const forced = run.parts.forced.claim(pending.label, possible);
    if (forced !== undefined) return forced;
    const { roughness } = this.#scenario;
    if (run.isWornOut || roughness === 0) return 'pass';
    const total = possible.reduce((sum, fault) => sum + weightOf(fault), 0);
    const pass = { name: 'pass', weight: (total * (100 - roughness)) / roughness };
    const options = possible.map((fault) => ({ name: fault, weight: weightOf(fault) }));
    const choice = run.parts.choices.pick('its fate', [pass, ...options]);
    return possible.find((fault) => fault === choice) ?? 'pass';
  }

  async #disturb(): Promise<boolean> {
    const run = this.#run;
    const possible = disturbances
      .map((disturbance) => ({ ...disturbance, found: disturbance.candidates(run) }))
      .filter(({ found }) => found.length > 0);
    for (const { fault, found } of possible) {
      const forced = found.find(({ label }) => run.parts.forced.claim(label, [fault]) !== undefined);
      if (forced === undefined) continue;
      run.suffer(fault);
      await forced.happen();
      return true;
    }
    const { roughness } = this.#scenario;
    if (run.isWornOut || roughness === 0) return false;
    const options = possible.map(({ fault, weight }) => ({ name: fault, weight }));
    const choice = run.parts.choices.pick('disturbance', [
      { name: 'none', weight: 3_500 / roughness },
      ...options,
    ]);
    const chosen = possible.find(({ fault }) => fault === choice);
    if (chosen === undefined) return false;
    const which = run.parts.choices.integer(`which (${chosen.fault})`, 0, chosen.found.length - 1);
    run.suffer(chosen.fault);
    await chosen.found[which]?.happen();
    return true;
  }

  async #feed(mailbox: Mailbox): Promise<void> {
    const run = this.#run;
    const { choices } = run.parts;
    const waiting = mailbox.available(run.time);
    const size = Math.min(choices.integer('batch', 1, batchSize), waiting.length);
    const isInOrder = !(await run.disturb('reorder messages', mailbox.name));
    const batch = isInOrder ? waiting.slice(0, size) : waiting.toReversed().slice(0, size);
    await feed(run, mailbox, batch, await run.skew(mailbox.name));
  }

  async #act(): Promise<void> {
    const run = this.#run;
    this.#actions += 1;
    const action = nextUserAction(run, this.#actions === 1);
    if (action !== undefined) act(run, action, 1, await run.skew(action.name));
  }

  #tick(): void {
    this.#lastTick = this.#run.time;
    tick(this.#run);
  }

  /** When something next happens by itself. */
  #nextTime(): number | undefined {
    const { time, parts } = this.#run;
    const times = parts.mailboxes.all
      .filter(({ shape }) => shape.feeds !== undefined)
      .flatMap((mailbox) => mailbox.nextAvailable() ?? [])
      .filter((at) => at > time);
    return Math.min(...times, Math.max(this.#lastTick + minute, time + 1_000));
  }
}
