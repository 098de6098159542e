import { AsyncLocalStorage } from 'node:async_hooks';
import type { MemberSystem } from '../../functions/workers/propagate-contact/member-system.ts';
import type { Table } from '../../shared/store/table.ts';

/** Lets something happen between two calls that a command makes: of the table, or of the member system. */
export class Meanwhile {
  readonly #within = new AsyncLocalStorage<true>();
  #callsBefore = 0;
  #what: (() => Promise<void>) | undefined;
  #happening: Promise<void> | undefined;

  /**
   * Runs the command, and `what` before its call of that number, or after it if it makes fewer. Calls that the command
   * makes at the same time wait until it is over.
   */
  async during<T>(command: () => Promise<T>, callsBefore: number, what: () => Promise<void>): Promise<T> {
    this.#callsBefore = callsBefore;
    this.#what = what;
    const answer = await command();
    await this.#happen();
    this.#happening = undefined;
    return answer;
  }

  /** A call that something may happen before. */
  async call(): Promise<void> {
    if (this.#within.getStore() !== undefined) return;
    if (this.#what !== undefined && this.#callsBefore-- <= 0) await this.#happen();
    await this.#happening;
  }

  #happen(): Promise<void> | undefined {
    const what = this.#what;
    this.#what = undefined;
    if (what !== undefined) this.#happening = this.#within.run(true, what);
    return this.#happening;
  }
}

/** The table, where something may happen before each call. */
export const meanwhileTable = (inner: Table, meanwhile: Meanwhile): Table => ({
  async get(key) {
    await meanwhile.call();
    return inner.get(key);
  },
  async getMany(keys, options) {
    await meanwhile.call();
    return inner.getMany(keys, options);
  },
  async query(range) {
    await meanwhile.call();
    return inner.query(range);
  },
  async queryDue(...asked) {
    await meanwhile.call();
    return inner.queryDue(...asked);
  },
  async queryListed(range) {
    await meanwhile.call();
    return inner.queryListed(range);
  },
  async update(operation, options) {
    await meanwhile.call();
    return inner.update(operation, options);
  },
  async put(operation) {
    await meanwhile.call();
    return inner.put(operation);
  },
  async delete(operation) {
    await meanwhile.call();
    return inner.delete(operation);
  },
  async transact(operations) {
    await meanwhile.call();
    return inner.transact(operations);
  },
});

/** The member system, where something may happen before each notification. */
export const meanwhileSystem = (inner: MemberSystem, meanwhile: Meanwhile): MemberSystem => ({
  async notify(notification) {
    await meanwhile.call();
    return inner.notify(notification);
  },
});
