import { setImmediate } from 'node:timers/promises';
import type { Table } from '../../shared/store/table.ts';

/** A table that counts round trips: calls that are under way together are one. */
export class RoundTrips {
  count = 0;
  readonly table: Table;
  #underWay = 0;

  constructor(inner: Table) {
    const counted = async <T>(call: () => Promise<T>): Promise<T> => {
      if (this.#underWay++ === 0) this.count += 1;
      // Long enough for calls that are made side by side to be seen side by side.
      await setImmediate();
      try {
        return await call();
      } finally {
        this.#underWay -= 1;
      }
    };
    this.table = {
      get: (key) => counted(() => inner.get(key)),
      getMany: (keys, options) => counted(() => inner.getMany(keys, options)),
      query: (range) => counted(() => inner.query(range)),
      queryDue: (...asked) => counted(() => inner.queryDue(...asked)),
      queryListed: (range) => counted(() => inner.queryListed(range)),
      update: (...asked) => counted(() => inner.update(...asked)),
      put: (operation) => counted(() => inner.put(operation)),
      delete: (operation) => counted(() => inner.delete(operation)),
      transact: (operations) => counted(() => inner.transact(operations)),
    };
  }

  /** How many an action takes. */
  async of(action: () => Promise<unknown>): Promise<number> {
    const before = this.count;
    await action();
    return this.count - before;
  }
}
