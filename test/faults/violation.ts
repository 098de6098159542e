/** The invariants of the architecture, by their numbers. */
export const invariants = {
  1: 'no loss',
  2: 'one effect',
  3: 'monotonic',
  4: 'isolation',
  5: 'bounded',
  6: 'truthful',
  7: 'rights',
  8: 'liveness',
} as const;
export type Invariant = keyof typeof invariants;

export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: Invariant;

  constructor(invariant: Invariant, detail: string) {
    super(`invariant ${invariant} (${invariants[invariant]}): ${detail}`);
    this.invariant = invariant;
  }
}

/** @throws Violation unless `holds` */
export function mustHold(invariant: Invariant, holds: boolean, detail: () => string): asserts holds {
  if (!holds) throw new Violation(invariant, detail());
}
