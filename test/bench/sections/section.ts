import type { Lab } from '../lab/lab.ts';
import type { Measurement } from '../measurement.ts';

/** How much is measured. */
export interface Plan {
  readonly runs: number;
  /** The members of the group for the warm-up. */
  readonly warmUpMembers: number;
  readonly sizes: readonly number[];
  readonly ceilingMembers: number;
  readonly peerMembers: number;
  /** For each kind and number of callers. */
  readonly requests: number;
  /** The large group beside the small ones. */
  readonly largeGroup: number;
  readonly smallGroups: number;
  readonly reassignmentGroups: number;
}

/** A part of the bench: what it measures, and how its measurements are shown. */
export interface Section {
  readonly title: string;
  measure(lab: Lab, plan: Plan): Promise<Measurement[]>;
  /** The section's table, and what a reader has to know to read it. */
  describe(measurements: readonly Measurement[]): string;
}

/** How much the command asks for. */
export const planOf = ({
  quick,
  large,
  runs,
}: {
  readonly quick: boolean;
  readonly large: boolean;
  readonly runs: number;
}): Plan =>
  quick
    ? {
        runs,
        warmUpMembers: 200,
        sizes: [1_000],
        ceilingMembers: 1_000,
        peerMembers: 500,
        requests: 40,
        largeGroup: 1_000,
        smallGroups: 10,
        reassignmentGroups: 20,
      }
    : {
        runs,
        warmUpMembers: 1_000,
        sizes: [1_000, 10_000, ...(large ? [100_000] : [])],
        ceilingMembers: 10_000,
        peerMembers: 2_000,
        requests: 128,
        largeGroup: 10_000,
        smallGroups: 50,
        reassignmentGroups: large ? 10_000 : 400,
      };
