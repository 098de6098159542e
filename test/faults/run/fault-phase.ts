import type { Pending } from '../gate/gate.ts';
import type { Mailbox } from '../queues/mailbox.ts';
import { batchSize } from '../queues/topology.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { nextUserAction } from '../scenario/users.ts';
import { environmentFaults } from './environment-faults.ts';
import { minute, tick } from './due-work.ts';
import type { FaultOfRequest } from './faults.ts';
import { answerRequest, troubles, possibleFaults, weightOf } from './request-faults.ts';
import { feed } from './feeding.ts';
import { startUserAction } from './user-actions.ts';
import type { Run } from './run.ts';

const isCall = ({ request }: Pending): boolean => request?.service === 'member system';

/** The part of a run with faults, one decision at a time. */
export class FaultPhase {
  readonly #run: Run;
  readonly #scenario: Scenario;
  #actions = 0;
  #lastTick: number;

  constructor(run: Run, scenario: Scenario) {
    this.#run = run;
    this.#scenario = scenario;
    this.#lastTick = run.time;
  }

  /** Runs until the users are done and enough faults have happened, at most `steps` steps. */
  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await this.#run.quiet();
      if (!(await this.#step())) return;
    }
  }

  async #step(): Promise<boolean> {
    const run = this.#run;
    if (await this.#injectEnvironmentFault()) return true;
    const { pending } = run.gate;
    const inTransit = run.inTransit;
    const fed = run.parts.mailboxes.all.filter(
      (mailbox) => mailbox.shape.feeds !== undefined && mailbox.available(run.time).length > 0,
    );
    const next = this.#nextTime();
    const options = [
      ...pending.map(({ label, number }) => ({ name: `${label} (${number})`, weight: 6 })),
      ...fed.map(({ name }) => ({ name: `feed ${name}`, weight: 4 })),
      ...(inTransit.length > 0 ? [{ name: 'what was on its way arrives', weight: 1 }] : []),
      ...(this.#actions < this.#scenario.userActions ? [{ name: 'user acts', weight: 3 }] : []),
      ...(run.time - this.#lastTick >= minute ? [{ name: 'due work', weight: 4 }] : []),
      ...(next === undefined ? [] : [{ name: 'time passes', weight: run.live.length === 0 ? 2 : 0.01 }]),
    ];
    if (options.length === 0) return false;
    const choice = run.parts.choices.pick('next', options);
    const request = pending.find(({ label, number }) => `${label} (${number})` === choice);
    const mailbox = fed.find(({ name }) => `feed ${name}` === choice);
    if (request !== undefined) await this.#go(request);
    else if (mailbox !== undefined) await this.#feed(mailbox);
    else if (choice === 'user acts') await this.#startUserAction();
    else if (choice === 'due work') this.#tick();
    else if (choice === 'time passes') await run.advance(Math.max(0, (next ?? run.time) - run.time));
    else await run.arriveLate();
    return this.#actions < this.#scenario.userActions || !(run.hasEnoughFaults || this.#isIdle);
  }

  /** Whether nothing is running that a fault could hit. */
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
    await answerRequest(run, pending, request, this.#faultOf(pending, possibleFaults(request)));
  }

  #faultOf(pending: Pending, possible: readonly FaultOfRequest[]): FaultOfRequest | 'pass' {
    const run = this.#run;
    const member = run.failingMember(pending);
    if (member !== undefined) return member;
    const forced = run.parts.forced.claim(pending.label, possible);
    if (forced !== undefined) return forced;
    const { troubledCalls } = this.#scenario;
    if (troubledCalls > 0 && isCall(pending)) return this.#pickFault(troubles, troubledCalls);
    const { faultPercentage } = this.#scenario;
    if (run.hasEnoughFaults || faultPercentage === 0) return 'pass';
    return this.#pickFault(possible, faultPercentage);
  }

  #pickFault(possible: readonly FaultOfRequest[], percentage: number): FaultOfRequest | 'pass' {
    const total = possible.reduce((sum, fault) => sum + weightOf(fault), 0);
    const pass = { name: 'pass', weight: (total * (100 - percentage)) / percentage };
    const options = possible.map((fault) => ({ name: fault, weight: weightOf(fault) }));
    const choice = this.#run.parts.choices.pick('fault', [pass, ...options]);
    return possible.find((fault) => fault === choice) ?? 'pass';
  }

  async #injectEnvironmentFault(): Promise<boolean> {
    const run = this.#run;
    const possible = environmentFaults
      .map((environmentFault) => ({ ...environmentFault, found: environmentFault.candidates(run) }))
      .filter(({ found }) => found.length > 0);
    for (const { fault, found } of possible) {
      const forced = found.find(({ label }) => run.parts.forced.claim(label, [fault]) !== undefined);
      if (forced === undefined) continue;
      run.recordFault(fault);
      await forced.happen();
      return true;
    }
    const { faultPercentage } = this.#scenario;
    if (run.hasEnoughFaults || faultPercentage === 0) return false;
    const options = possible.map(({ fault, weight }) => ({ name: fault, weight }));
    const choice = run.parts.choices.pick('environment fault', [
      { name: 'none', weight: 3_500 / faultPercentage },
      ...options,
    ]);
    const chosen = possible.find(({ fault }) => fault === choice);
    if (chosen === undefined) return false;
    const which = run.parts.choices.integer(`which (${chosen.fault})`, 0, chosen.found.length - 1);
    run.recordFault(chosen.fault);
    await chosen.found[which]?.happen();
    return true;
  }

  async #feed(mailbox: Mailbox): Promise<void> {
    const run = this.#run;
    const { choices } = run.parts;
    const waiting = mailbox.available(run.time);
    const size = Math.min(choices.integer('batch', 1, batchSize), waiting.length);
    const isInOrder = !(await run.injects('reorder messages', mailbox.name));
    const batch = isInOrder ? waiting.slice(0, size) : waiting.toReversed().slice(0, size);
    await feed(run, mailbox, batch, await run.skew(mailbox.name));
  }

  async #startUserAction(): Promise<void> {
    const run = this.#run;
    this.#actions += 1;
    const action = nextUserAction(run, this.#actions === 1);
    if (action !== undefined) startUserAction(run, action, 1, await run.skew(action.name));
  }

  #tick(): void {
    this.#lastTick = this.#run.time;
    tick(this.#run);
  }

  /** The time of the next scheduled event. */
  #nextTime(): number | undefined {
    const { time, parts } = this.#run;
    const times = parts.mailboxes.all
      .filter(({ shape }) => shape.feeds !== undefined)
      .flatMap((mailbox) => mailbox.nextAvailable() ?? [])
      .filter((at) => at > time);
    return Math.min(...times, Math.max(this.#lastTick + minute, time + 1_000));
  }
}
