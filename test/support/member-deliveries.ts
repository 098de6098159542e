import { workOnMembers } from '../../functions/workers/propagate-contact/work-on-members.ts';
import { queueHandler } from '../../shared/messages/queue-handler.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { lambdaContext, queueEvent } from './invocation.ts';
import type { SystemInMemory } from './system-in-memory.ts';

const batchSize = 10;

interface Waiting {
  readonly at: number;
  readonly deliver: 'step' | 'member';
  readonly body: unknown;
  readonly attempt: number;
}

/**
 * Delivers messages of changes and members as SQS does, in virtual time: a delayed or postponed message comes when its
 * time has come, and one that is out of attempts is a dead letter.
 */
export class MemberDeliveries {
  readonly deadLetters: unknown[] = [];
  readonly #system: SystemInMemory;
  readonly #longestPauseSeconds: number;
  #waiting: Waiting[] = [];

  constructor(system: SystemInMemory, longestPauseSeconds: number) {
    this.#system = system;
    this.#longestPauseSeconds = longestPauseSeconds;
  }

  /** Delivers everything that comes until that time, which is then the system's. */
  async until(time: number): Promise<void> {
    for (;;) {
      this.#collect();
      const next = Math.min(...this.#waiting.map(({ at }) => at));
      if (next > time) break;
      this.#system.time = Math.max(this.#system.time, next);
      const due = this.#waiting.filter(({ at }) => at <= next);
      const members = due.filter(({ deliver }) => deliver === 'member').slice(0, batchSize);
      const batch = members.length > 0 ? members : due.slice(0, 1);
      this.#waiting = this.#waiting.filter((message) => !batch.includes(message));
      if (members.length > 0) await this.#members(batch);
      else for (const { body } of batch) await this.#system.advance([{ body }]);
    }
    this.#system.time = time;
  }

  /** Whether nothing is on its way. */
  get isIdle(): boolean {
    this.#collect();
    return this.#waiting.length === 0;
  }

  #collect(): void {
    const { time, changeQueue, memberQueue } = this.#system;
    for (const { body, delaySeconds = 0 } of changeQueue.take())
      this.#waiting.push({ at: time + 1_000 * delaySeconds, deliver: 'step', body, attempt: 1 });
    for (const { body } of memberQueue.take())
      this.#waiting.push({ at: time, deliver: 'member', body, attempt: 1 });
  }

  async #members(batch: readonly Waiting[]): Promise<void> {
    const { effects, memberQueue, time } = this.#system;
    const worker = workOnMembers({ ...effects, longestPauseSeconds: this.#longestPauseSeconds });
    const bodies = batch.map(({ body }) => JSON.stringify(body));
    const attempts = batch.map(({ attempt }) => attempt);
    await queueHandler(worker)(queueEvent(bodies, attempts), lambdaContext('members'));
    for (const { receiptHandle, seconds } of memberQueue.postponed.splice(0)) {
      const message = batch[Number(receiptHandle.split(' ').at(1))];
      if (message === undefined) throw new Error(`${receiptHandle} is no receipt of the batch`);
      if (message.attempt >= maxReceiveCount) this.deadLetters.push(message.body);
      else this.#waiting.push({ ...message, at: time + 1_000 * seconds, attempt: message.attempt + 1 });
    }
  }
}
