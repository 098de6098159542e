import { expect, it } from 'vitest';
import { runFaults } from './command.ts';
import { mutations } from './mutations/mutations.ts';
import { changed } from './mutations/source-hook.ts';
import { invariants } from './violation.ts';

/** By then each of them has shown; most show within a few runs. */
const runs = 300;
const firstSeed = 1;

/** The last seeds at which one of them showed, in runs of any kind and in those with reassignments. */
const lastSeeds = new Map([
  [false, firstSeed],
  [true, firstSeed],
]);

for (const { name, invariant, isOfReassignments = false } of mutations) {
  it(`Invariant ${invariant} is broken, and that shows, when ${name}`, async () => {
    const options = ['--runs', String(runs), '--seed', String(firstSeed), '--only', String(invariant)];
    if (isOfReassignments) options.push('--reassignments');
    const { code, errors } = await runFaults([...options, '--mutation', name]);
    expect(errors).toContain(`Violation: invariant ${invariant} `);
    expect(code).toBe(1);
    const [, seed = ''] = /--runs 1 --seed ([0-9]+)/.exec(errors) ?? [];
    lastSeeds.set(isOfReassignments, Math.max(lastSeeds.get(isOfReassignments) ?? firstSeed, Number(seed)));
  }, 180_000);
}

it('The very same runs find nothing in the product as it is', async () => {
  for (const [isOfReassignments, lastSeed] of lastSeeds) {
    const same = ['--runs', String(lastSeed - firstSeed + 1), '--seed', String(firstSeed)];
    if (isOfReassignments) same.push('--reassignments');
    expect(await runFaults(same)).toMatchObject({ code: 0, errors: '' });
  }
}, 180_000);

it('Every invariant has a mutation', () => {
  const broken = new Set(mutations.map(({ invariant }) => String(invariant)));
  expect(broken).toEqual(new Set(Object.keys(invariants)));
});

it('A mutation that does not fit the source exactly once is none', () => {
  const change = { file: 'a.ts', find: 'one', replace: 'two' };
  expect(changed('this one', change)).toBe('this two');
  expect(() => changed('nothing', change)).toThrow('0 times');
  expect(() => changed('one and one', change)).toThrow('2 times');
});
