/** The names of all faults, as in schedules. */
const faultsOfRequests = [
  // Of a request or its answer in transit.
  'lose the request',
  'lose the answer',
  'cut off the answer',
  'delay the answer',
  'double the request',
  'throttle',
  'server error',
  'conflict',
  'failed entries',
  'stale read',
  'unprocessed keys',
  // Of a call to the member system.
  'no answer in time',
  'member refuses',
  'call arrives late',
  'call arrives again',
  // Of a mail to SES.
  'address refused',
  // Of the function that sent it.
  'kill before',
  'kill after',
  'kill while on its way',
  'time out',
  // Of the member that it is about.
  'member that always fails',
  'member that fails sometimes',
] as const;
export type FaultOfRequest = (typeof faultsOfRequests)[number];

const faultsOfTheRest = [
  // Of messages.
  'drop a message',
  'double a message',
  'delay a message',
  'reorder messages',
  'let visibility expire',
  'lose a deletion',
  'deliver after deletion',
  'redrive dead letters',
  'unreadable message',
  // Of time.
  'step the clock',
  'skew a clock',
] as const;
export type Fault = FaultOfRequest | (typeof faultsOfTheRest)[number];

/** A forced fault: it happens to the first request whose label matches. */
export interface Forced {
  readonly fault: Fault;
  /** The pattern of the request's label, such as `propagateContact#1 UpdateItem`. Default: any. */
  readonly on?: RegExp;
  /** The number of matching requests to skip. Default: none. */
  readonly after?: number;
  /** How often it happens. Default: once. */
  readonly times?: number;
}

/** How often each fault happened in a run. */
export class FaultCounts {
  readonly counts = new Map<Fault, number>();

  add(fault: Fault): void {
    this.counts.set(fault, this.of(fault) + 1);
  }

  of(fault: Fault): number {
    return this.counts.get(fault) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** The forced faults that have not happened yet. */
export class ForcedFaults {
  readonly #left: { readonly forced: Forced; times: number; after: number }[];

  constructor(forced: readonly Forced[]) {
    this.#left = forced.map((one) => ({ forced: one, times: one.times ?? 1, after: one.after ?? 0 }));
  }

  /** The forced fault for this label, if it is among the possible ones. */
  claim<Possible extends Fault>(label: string, possible: readonly Possible[]): Possible | undefined {
    for (const left of this.#left) {
      const { fault, on } = left.forced;
      const claimed = possible.find((one) => one === fault);
      if (claimed === undefined || left.times === 0 || (on !== undefined && !on.test(label))) continue;
      left.after -= 1;
      if (left.after >= 0) continue;
      left.times -= 1;
      return claimed;
    }
    return undefined;
  }

  get areDone(): boolean {
    return this.#left.every(({ times }) => times === 0);
  }
}
