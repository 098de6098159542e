import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Action } from './actions.ts';
import { ben, cleo, eve } from '../support/world.ts';
import { happen, modelRuns, modelSeed, sequences } from './happen.ts';
import { Pair } from './pair.ts';

// A failure prints the seed and the shortest sequence that shows it.
it(`In any order of events, the system follows the rules (${modelRuns} sequences, seed ${modelSeed})`, async () => {
  let happened = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    happened += await happen(sequence);
  });
  await fc.assert(property, { numRuns: modelRuns, seed: modelSeed });
  expect(happened).toBeGreaterThan(modelRuns);
});

// Random sequences seldom come so far.
it('A reassignment that ended with failures runs again when a change of it is retried', async () => {
  const pair = await Pair.start({ propagatingLimit: 2, notifiesMembers: false });
  const sequence: Action[] = [
    {
      kind: 'reassignment',
      who: undefined,
      from: cleo,
      to: ben,
      roles: ['technical'],
      batch: undefined,
      inMinutes: undefined,
      isOperator: false,
    },
    { kind: 'decide-reassignment', who: undefined, request: 0, decision: 'accepted' },
    { kind: 'run-reassignments' },
    { kind: 'steps' },
    { kind: 'deliver', every: 1, delivery: 'dead' },
  ];
  for (const action of sequence) await pair.happen(action);
  await pair.finish();
  const [reassignment] = pair.model.reassignments;
  expect(reassignment?.events.map(([what]) => what)).toEqual([
    'requested',
    'consent-accepted',
    'started',
    'retried',
  ]);
  expect(reassignment?.events.at(-1)).toEqual(['retried', eve]);
});
