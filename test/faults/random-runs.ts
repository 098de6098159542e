/** The random runs of the gate: these many, from this seed on. */
export const randomRuns = { runs: 100, seed: 1 } as const;
