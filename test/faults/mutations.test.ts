import { expect, it } from 'vitest';
import { runFaults } from './command.ts';
import { mutations } from './mutations/mutations.ts';
import { invariants } from './violation.ts';

/** By then each of them has shown; most show within a few runs. */
const runs = 300;

interface Window {
  readonly isOfReassignments: boolean;
  readonly firstSeed: number;
  readonly lastSeed: number;
}

/** The runs that found them, those from one seed on as one. */
const windows = new Map<string, Window>();

const wordsOf = (from: number, count: number, isOfReassignments: boolean): string[] => [
  '--runs',
  String(count),
  '--seed',
  String(from),
  ...(isOfReassignments ? ['--reassignments'] : []),
];

for (const { name, invariant, isOfReassignments = false, firstSeed = 1 } of mutations) {
  it(`Invariant ${invariant} is broken, and that shows, when ${name}`, async () => {
    const words = [...wordsOf(firstSeed, runs, isOfReassignments), '--only', String(invariant)];
    const { code, errors } = await runFaults([...words, '--mutation', name]);
    expect(errors).toContain(`Violation: invariant ${invariant} `);
    expect(code).toBe(1);
    const seed = Number(/--runs 1 --seed ([0-9]+)/.exec(errors)?.[1]);
    const key = `${firstSeed} ${isOfReassignments}`;
    const lastSeed = Math.max(windows.get(key)?.lastSeed ?? firstSeed, seed);
    windows.set(key, { isOfReassignments, firstSeed, lastSeed });
  });
}

it('The very same runs find nothing in the product as it is', async () => {
  expect(windows.size).toBeGreaterThan(0);
  for (const { isOfReassignments, firstSeed, lastSeed } of windows.values()) {
    const same = wordsOf(firstSeed, lastSeed - firstSeed + 1, isOfReassignments);
    expect(await runFaults(same)).toMatchObject({ code: 0, errors: '' });
  }
});

it('Every invariant has a mutation', () => {
  const broken = new Set(mutations.map(({ invariant }) => String(invariant)));
  expect(broken).toEqual(new Set(Object.keys(invariants)));
});
