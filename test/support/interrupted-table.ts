import { MemoryTable } from './memory-table.ts';

/** Runs other work between the reads of a decision and its transaction. */
export class InterruptedTable extends MemoryTable {
  beforeNextTransaction: (() => Promise<void>) | undefined;

  override async transact(...[operations]: Parameters<MemoryTable['transact']>): Promise<void> {
    const interruption = this.beforeNextTransaction;
    this.beforeNextTransaction = undefined;
    await interruption?.();
    await super.transact(operations);
  }
}
