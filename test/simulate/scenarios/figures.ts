import type { Simulation } from '../simulation.ts';
import type { BoundWatch } from './bounds.ts';

/** What a simulation found. Times are in seconds of virtual time. */
export interface Figures {
  readonly members: number;
  /** Until the last row of a member was written, and until the change or the reassignment was completed. */
  readonly lastRow: number;
  readonly completed: number;
  readonly peakWrites: number;
  /** Requests of the table and the queues. */
  readonly requests: number;
  readonly throttled: number;
  readonly timeouts: number;
  readonly failed: number;
  /** The key that came nearest to what a partition takes, and how near. */
  readonly hottest: { readonly key: string; readonly share: number };
  readonly bound: string;
  /** Until a small group was completed that changed in the middle of it; undefined without one. */
  readonly smallGroup?: number | undefined;
}

/** The figures that every scenario has. */
export function figuresOf(
  simulation: Simulation,
  startedAt: number,
  watch: BoundWatch,
): Omit<Figures, 'members' | 'failed'> {
  const { table, time, sources, changeQueue, memberQueue, reassignmentQueue } = simulation;
  const { bound, share } = watch.most();
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const all = Object.values(sources);
  return {
    lastRow: (table.lastMemberWrite - startedAt) / 1_000,
    completed: (time.now - startedAt) / 1_000,
    peakWrites: table.throughput.writes.most,
    requests:
      sum(Object.values(table.requests)) +
      sum(all.map(({ receives, deletes }) => receives + deletes)) +
      sum([changeQueue, memberQueue, reassignmentQueue].map(({ sendRequests }) => sendRequests)),
    throttled: table.throughput.throttled,
    timeouts: sum(all.map(({ timeouts }) => timeouts)),
    hottest: table.throughput.hottest(),
    bound: `${bound} ${Math.round(share * 100)}%`,
  };
}
