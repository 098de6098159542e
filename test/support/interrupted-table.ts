import { MemoryTable } from './memory-table.ts';

/** Lets something else happen between what a transaction is based on and the transaction. */
export class InterruptedTable extends MemoryTable {
  beforeNextTransaction: (() => Promise<void>) | undefined;

  override async transact(...[operations]: Parameters<MemoryTable['transact']>): Promise<void> {
    const interruption = this.beforeNextTransaction;
    this.beforeNextTransaction = undefined;
    await interruption?.();
    await super.transact(operations);
  }
}
