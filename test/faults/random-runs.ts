/** The random runs of the gate: these many, from this seed on. */
export const randomRuns = { runs: 80, seed: 1 } as const;
