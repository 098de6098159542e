import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';
import type { ChangeId, ReassignmentId } from '../../../shared/domain/identifiers.ts';
import type { AskedFor, AskedForReassignment, History } from '../invariants/history.ts';
import type { Observer } from '../invariants/observer.ts';
import { FakeEventBus } from '../bus/event-bus.ts';
import { FakeMailService } from '../mail/mail-service.ts';
import { MemberSystem } from '../members/member-system.ts';
import { Gate, type GatedRequest, type Pending } from '../gate/gate.ts';
import { Invocation, invocationContext, type InvocationContext } from '../gate/invocation.ts';
import type { GatedClients } from '../gate/gated-clients.ts';
import type { Mutation } from '../mutations/mutation.ts';
import type { Mailboxes } from '../queues/mailboxes.ts';
import type { Choices } from '../schedule/choices.ts';
import { Random } from '../schedule/random.ts';
import type { RealDatabase } from '../table/real-database.ts';
import type { TableMirror } from '../table/mirror.ts';
import { effectsOf, type Effects } from '../under-test/effects.ts';
import { namedBy } from '../table/writes.ts';
import { forward } from './forward.ts';
import { FaultCounts, type Fault, type FaultOfRequest, type ForcedFaults } from './faults.ts';

/** The start of a run, in virtual time. */
const beginning = Date.parse('2026-03-01T08:00:00.000Z');

/** The timeout of a client's request, in milliseconds. */
export const requestTimeout = 29_000;

/** The most turns of the event loop that an invocation may take before its next request or its end. */
const longestSilence = 20_000;

export interface RunParts {
  readonly choices: Choices;
  readonly forced: ForcedFaults;
  readonly clients: GatedClients;
  readonly database: RealDatabase;
  readonly queues: Upstream;
  readonly mailboxes: Mailboxes;
  readonly mirror: TableMirror;
  readonly history: History;
  readonly observer: Observer;
  /** The mutation of the product, if any. */
  readonly mutation: Mutation | undefined;
}

export interface StartOptions {
  readonly timeout: number;
  readonly skew?: number;
  readonly asked?: AskedFor;
  readonly askedReassignment?: AskedForReassignment;
}

export interface Live {
  readonly invocation: Invocation;
  /** Its result, or undefined while it runs. */
  outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
  /** Called once when it has ended or was killed. */
  readonly onEnd: (live: Live) => Promise<void>;
}

/** The state of one run: the live invocations, the time, the faults so far. */
export class Run {
  readonly parts: RunParts;
  readonly gate = new Gate();
  readonly faults = new FaultCounts();
  readonly live: Live[] = [];
  /** Virtual milliseconds. */
  time = beginning;
  /** Whether faults are off: during the set-up, and while the run becomes idle. */
  faultsAreOff = false;
  /** Members whose rows cannot be written: always, or for this many further attempts. */
  readonly failingMembers = new Map<string, number>();
  /** Requests without a waiting caller: of killed functions, and calls that timed out. */
  readonly inTransit: { readonly pending: Pending; readonly request: GatedRequest }[] = [];
  /** The tokens of the executed transactions. */
  readonly madeTransactions = new Set<unknown>();
  /** Members that one step of a change handles. */
  pageSize = 1_000;
  /** Whether there is a member system. */
  notifiesMembers = false;
  /** How many writes there were when the run began: the member system was notified of none. */
  writesBefore = 0;
  /** Whether users request reassignments. */
  hasReassignments = false;
  /** Whether services often leave a group and join one. */
  movesServices = false;
  /** The most changes that propagate on a group. */
  propagatingLimit = Infinity;
  sendsMail = false;
  /** When the last fault may have happened, in virtual milliseconds. */
  calmSince = beginning;
  readonly mail = new FakeMailService();
  readonly memberSystem = new MemberSystem();
  readonly bus: FakeEventBus;
  /** After this many faults, and once all forced ones have happened, no more happen. */
  faultLimit = 0;
  /** In percent. */
  faultPercentage = 0;
  readonly #asked = new Map<Invocation, AskedFor>();
  readonly #askedReassignments = new Map<Invocation, AskedForReassignment>();
  readonly #started = new Map<string, number>();

  constructor(parts: RunParts) {
    this.parts = parts;
    this.bus = new FakeEventBus(parts.history);
  }

  recordFault(fault: Fault, invocation?: Invocation, on = ''): void {
    this.faults.add(fault);
    invocation?.faults.push(`${fault} ${on}`.trimEnd());
    const [serviceId] = /00[1-9][0-9]+/.exec(on) ?? [];
    if (serviceId !== undefined) this.parts.history.touched.add(serviceId);
  }

  /** Whether enough faults have happened. */
  get hasEnoughFaults(): boolean {
    return this.faultsAreOff || (this.faults.total >= this.faultLimit && this.parts.forced.areDone);
  }

  /** Whether this possible fault happens, because it is forced or by chance. */
  async injects(fault: Fault, label: string): Promise<boolean> {
    const { forced, choices } = this.parts;
    if (this.faultsAreOff) return false;
    let happens = forced.claim(label, [fault]) !== undefined;
    if (!happens && !this.hasEnoughFaults && this.faultPercentage > 0) {
      happens = choices.integer(`${fault}: ${label}`, 0, 99) >= 100 - this.faultPercentage;
    }
    if (happens) this.recordFault(fault);
    return happens;
  }

  /** The clock skew of the next invocation, in milliseconds. */
  async skew(label: string): Promise<number> {
    const isOff = await this.injects('skew a clock', label);
    return isOff ? this.parts.choices.integer('skew', -3_000, 3_000) : 0;
  }

  /** The fault of a request that writes the row of a member that cannot be written now. */
  failingMember({ invocation, request }: Pending): FaultOfRequest | undefined {
    if (invocation.name !== 'propagateContact' || request?.operation !== 'UpdateItem') return undefined;
    const [named] = namedBy(request.operation, request.input);
    const left = this.failingMembers.get(named?.key.pk ?? '') ?? 0;
    if (named === undefined || left === 0) return undefined;
    this.failingMembers.set(named.key.pk, left - 1);
    return left === Infinity ? 'member that always fails' : 'member that fails sometimes';
  }

  /** A request without a waiting caller still arrives. */
  async arriveLate(): Promise<void> {
    const late = this.inTransit.shift();
    if (late !== undefined) await forward(this, late.pending, late.request);
  }

  /** Starts an invocation, and runs it until it waits for an answer. */
  start(
    name: string,
    { timeout, skew = 0, asked, askedReassignment }: StartOptions,
    work: (effects: Effects) => Promise<unknown>,
    onEnd: (live: Live) => Promise<void>,
  ): Live {
    const number = (this.#started.get(name) ?? 0) + 1;
    this.#started.set(name, number);
    const random = new Random(number * 7_919 + name.length);
    const invocation = new Invocation({ name, number, startedAt: this.time, timeout, skew, random });
    if (asked !== undefined) this.#asked.set(invocation, asked);
    if (askedReassignment !== undefined) this.#askedReassignments.set(invocation, askedReassignment);
    const { mutation } = this.parts;
    const live: Live = { invocation, outcome: undefined, onEnd };
    this.live.push(live);
    const end = (outcome: Live['outcome']): void => {
      this.gate.activity += 1;
      live.outcome = outcome;
    };
    const context = this.gate.contextOf(invocation);
    const call: InvocationContext['call'] = (outgoing) =>
      context.call(mutation?.call?.(outgoing) ?? outgoing);
    invocationContext.run({ ...context, call }, () => {
      const effects = effectsOf(this.#site(), invocation);
      work(effects).then(
        (value) => end({ value }),
        (error: unknown) => end({ error }),
      );
    });
    return live;
  }

  /** Kills an invocation. */
  async kill(invocation: Invocation): Promise<void> {
    invocation.state = 'killed';
    this.gate.abandon(invocation);
    await this.#reap((live) => live.invocation === invocation);
  }

  /** Waits until every actor waits for the scheduler, and removes those that have ended. */
  async quiet(): Promise<void> {
    const isMoving = ({ invocation, outcome }: Live): boolean =>
      outcome === undefined && invocation.isRunning && !this.gate.holds(invocation);
    for (let turn = 0; turn === 0 || this.live.some(isMoving); turn += 1) {
      await this.gate.quiet();
      if (turn > longestSilence)
        throw new Error('An invocation waits for something that does not pass the gate.');
    }
    const ended = (live: Live) => live.outcome !== undefined && live.invocation.isRunning;
    for (const live of this.live.filter(ended)) live.invocation.state = 'ended';
    await this.#reap((live) => live.invocation.state === 'ended');
  }

  /** Advances virtual time, and kills functions that exceed their timeout. */
  async advance(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const late = this.live.filter(({ invocation }) => this.time - invocation.startedAt >= invocation.timeout);
    for (const { invocation } of late) {
      this.recordFault('time out', invocation);
      await this.kill(invocation);
    }
  }

  async #reap(isOver: (live: Live) => boolean): Promise<void> {
    for (const live of this.live.filter(isOver)) {
      this.live.splice(this.live.indexOf(live), 1);
      await live.onEnd(live);
    }
  }

  #site() {
    const { clients, database, mailboxes, history, mutation } = this.parts;
    return {
      mutation,
      clients,
      tableName: database.tableName,
      changeQueueUrl: mailboxes.of('changes').real.url,
      memberQueueUrl: mailboxes.of('members').real.url,
      eventQueueUrl: mailboxes.of('events').real.url,
      mailQueueUrl: this.sendsMail ? mailboxes.of('mail').real.url : undefined,
      reassignmentQueueUrl: mailboxes.of('reassignments').real.url,
      now: () => this.time,
      pageSize: this.pageSize,
      propagatingLimit: this.propagatingLimit,
      notifiesMembers: this.notifiesMembers,
      onChangeId: (changeId: ChangeId, invocation: Invocation) => {
        const asked = this.#asked.get(invocation);
        if (asked !== undefined) history.asked.set(changeId, asked);
      },
      onReassignmentId: (reassignmentId: ReassignmentId, invocation: Invocation) => {
        const asked = this.#askedReassignments.get(invocation);
        if (asked !== undefined) history.askedReassignments.set(reassignmentId, asked);
      },
    };
  }
}
