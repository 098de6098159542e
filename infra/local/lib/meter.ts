/** Counts since the start, from which costs are computed. Functions are identified by name. */
export interface Figures {
  readonly databaseRequests: Counts;
  /** Capacity units by function, including indexes. Counted only in a metered stack. */
  readonly readUnits: Counts;
  readonly writeUnits: Counts;
  /** Single writes that their condition prevented, by function. Counted only in a metered stack. */
  readonly preventedWrites: Counts;
  /** Calls of the database that the SDK made again. The counts above leave them out. */
  readonly repeatedCalls: number;
  /** SQS requests by action, including those of the pollers, without empty receives. */
  readonly queueRequests: Counts;
  readonly emptyReceives: number;
  readonly queueBodyBytes: number;
  readonly invocations: Counts;
  /** Processor time of the threads of each function, in milliseconds, including their start. */
  readonly processorMilliseconds: Counts;
}

export type Counts = Readonly<Record<string, number>>;

/** Counts requests to the database and the queues, and invocations. */
export class Meter {
  readonly #databaseRequests = new Map<string, number>();
  readonly #readUnits = new Map<string, number>();
  readonly #writeUnits = new Map<string, number>();
  readonly #preventedWrites = new Map<string, number>();
  readonly #queueRequests = new Map<string, number>();
  readonly #invocations = new Map<string, number>();
  readonly #processorMilliseconds = new Map<string, number>();
  #emptyReceives = 0;
  #repeatedCalls = 0;
  #queueBodyBytes = 0;

  databaseRequest(operation: string): void {
    add(this.#databaseRequests, operation, 1);
  }

  units(kind: 'read' | 'write', functionName: string, units: number): void {
    add(kind === 'read' ? this.#readUnits : this.#writeUnits, functionName, units);
  }

  repeatedCall(): void {
    this.#repeatedCalls += 1;
  }

  preventedWrite(functionName: string): void {
    add(this.#preventedWrites, functionName, 1);
  }

  queueRequest(action: string, bodyBytes = 0): void {
    add(this.#queueRequests, action, 1);
    this.#queueBodyBytes += bodyBytes;
  }

  emptyReceive(): void {
    this.#emptyReceives += 1;
  }

  invocation(functionName: string): void {
    add(this.#invocations, functionName, 1);
  }

  processor(functionName: string, milliseconds: number): void {
    add(this.#processorMilliseconds, functionName, milliseconds);
  }

  snapshot(): Figures {
    return {
      databaseRequests: Object.fromEntries(this.#databaseRequests),
      readUnits: Object.fromEntries(this.#readUnits),
      writeUnits: Object.fromEntries(this.#writeUnits),
      preventedWrites: Object.fromEntries(this.#preventedWrites),
      repeatedCalls: this.#repeatedCalls,
      queueRequests: Object.fromEntries(this.#queueRequests),
      emptyReceives: this.#emptyReceives,
      queueBodyBytes: this.#queueBodyBytes,
      invocations: Object.fromEntries(this.#invocations),
      processorMilliseconds: Object.fromEntries(this.#processorMilliseconds),
    };
  }
}

/** The difference between two snapshots. Counts of zero are left out. */
export function difference(before: Figures, after: Figures): Figures {
  return {
    databaseRequests: subtract(before.databaseRequests, after.databaseRequests),
    readUnits: subtract(before.readUnits, after.readUnits),
    writeUnits: subtract(before.writeUnits, after.writeUnits),
    preventedWrites: subtract(before.preventedWrites, after.preventedWrites),
    repeatedCalls: after.repeatedCalls - before.repeatedCalls,
    queueRequests: subtract(before.queueRequests, after.queueRequests),
    emptyReceives: after.emptyReceives - before.emptyReceives,
    queueBodyBytes: after.queueBodyBytes - before.queueBodyBytes,
    invocations: subtract(before.invocations, after.invocations),
    processorMilliseconds: subtract(before.processorMilliseconds, after.processorMilliseconds),
  };
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function subtract(before: Counts, after: Counts): Counts {
  const differences = Object.entries(after).map(([key, count]): [string, number] => [
    key,
    count - (before[key] ?? 0),
  ]);
  return Object.fromEntries(differences.filter(([, count]) => count !== 0));
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
