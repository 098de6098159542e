import { expect, it } from 'vitest';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Fault, Forced } from '../run/faults.ts';
import type { Moment } from '../schedule/choices.ts';
import type { Script } from '../run/script.ts';
import { runWithFaults, useServers } from './run-with-faults.ts';

useServers();

/** `from` holds two single services and two groups: four targets, which one step takes. */
const targets = 4;
const ofReassignment = { services: 2, otherGroups: 2, hasReassignments: true, notifiesMembers: true };
/** The third step of the reassignment makes the changes. */
const makingStep = /^runReassignment#3 /;
const requestsOfMakingStep = 27;

interface Outcome {
  readonly reassignment: Reassignment;
  readonly states: readonly string[];
  /** Of the targets that were skipped or failed. */
  readonly reasons: readonly string[];
  /** Changes of the reassignment. */
  readonly made: number;
  /** Failures of members that were ever recorded. */
  readonly failures: number;
}

/** Runs one reassignment with exactly these faults. */
async function reassignWithFaults(
  forced: readonly Forced[],
  given: Omit<Script, 'forced'> = {},
): Promise<Outcome> {
  const { parts } = await runWithFaults({ ...ofReassignment, ...given, forced });
  const view = new TableView(parts.mirror);
  const [reassignment, ...others] = view.reassignments();
  if (reassignment === undefined || others.length > 0) throw new Error('There is not just one reassignment.');
  const made = view.changes().filter(({ reassignmentId }) => reassignmentId === reassignment.reassignmentId);
  const found = view.targets(reassignment.reassignmentId);
  return {
    reassignment,
    states: found.map(({ state }) => state),
    reasons: found.flatMap(({ failure }) => failure?.code ?? []),
    made: made.length,
    failures: parts.history.failures.size,
  };
}

/** Every target was changed, once. */
const whole = {
  reassignment: { state: 'completed' },
  states: Array.from({ length: targets }, () => 'completed'),
  made: targets,
};

for (const fault of ['kill after', 'kill while on its way'] as const satisfies Fault[]) {
  it(`A making step is killed at any await point, repeats nothing and skips nothing: ${fault}`, async () => {
    for (let after = 0; after < requestsOfMakingStep; after += 1) {
      expect(await reassignWithFaults([{ fault, on: makingStep, after }])).toMatchObject(whole);
    }
  });
}

it('The making step has no other await points', async () => {
  const after = requestsOfMakingStep;
  await expect(reassignWithFaults([{ fault: 'kill before', on: makingStep, after }])).rejects.toThrow(
    'expected 0',
  );
});

it('Every other step of a reassignment can be killed at each of its await points', async () => {
  const points = [
    /^runReassignment#1 Query/,
    /^runReassignment#1 TransactWriteItems/,
    /^runReassignment#2 BatchGetItem/,
    /^runReassignment#2 SendMessageBatch/,
    /^runReassignment#4 BatchGetItem/,
    /^runReassignment#4 PutItem/,
    /^askReassignment#1 TransactWriteItems/,
    /^askReassignment#1 SendMessageBatch/,
  ];
  for (const on of points) {
    for (const fault of ['kill before', 'kill after'] as const) {
      expect(await reassignWithFaults([{ fault, on }])).toMatchObject(whole);
    }
  }
});

const atATime = { 'when the reassignment runs': 3, 'seconds until': 5 };

for (const batch of [1, 10]) {
  it(`A schedule fires twice, with batches of ${batch} messages: the reassignment begins once`, async () => {
    const twice: Forced = { fault: 'double the request', on: /^runDueWork#\d+ SendMessageBatch/ };
    expect(await reassignWithFaults([twice], { numbers: { ...atATime, batch } })).toMatchObject(whole);
  });
}

it('A step’s message is duplicated while the reassignment makes its changes: no target starts twice', async () => {
  const messages = ['reassignments 1', 'reassignments 2', 'reassignments 3', 'reassignments 4'];
  for (const message of messages) {
    expect(
      await reassignWithFaults([{ fault: 'double a message', on: new RegExp(`^${message}$`) }]),
    ).toMatchObject(whole);
    expect(
      await reassignWithFaults([{ fault: 'let visibility expire', on: new RegExp(`^${message}$`) }]),
    ).toMatchObject(whole);
    expect(
      await reassignWithFaults([{ fault: 'drop a message', on: new RegExp(`^${message}$`) }]),
    ).toMatchObject(whole);
  }
});

it('The answer of a target’s transaction is lost: the target has started, and does not start again', async () => {
  const transactions = /^runReassignment#3 TransactWriteItems CHANGE#/;
  for (let after = 0; after < targets; after += 1) {
    expect(await reassignWithFaults([{ fault: 'lose the answer', on: transactions, after }])).toMatchObject(
      whole,
    );
    expect(await reassignWithFaults([{ fault: 'conflict', on: transactions, after }])).toMatchObject(whole);
  }
});

/** A client cancels the reassignment while its making step waits for the first of these. */
const cancelledAt = (when: RegExp): Moment[] => [
  { question: 'next', when, choose: 'user acts' },
  { question: 'user action', choose: 'cancels a reassignment' },
];

it('A reassignment is cancelled in the middle of a page: started targets end, and no other starts', async () => {
  const moments = [
    /^runReassignment#3 GetItem SERVICE#0033972100050/,
    /^runReassignment#3 TransactWriteItems CHANGE#/,
    /^runReassignment#3 BatchGetItem/,
  ];
  const begun = new Set<number>();
  for (const when of moments) {
    const cancelled = await reassignWithFaults([], { userActions: 2, moments: cancelledAt(when) });
    const { reassignment, states, reasons, made } = cancelled;
    expect(reassignment).toMatchObject({ state: 'cancelled', completedAt: expect.any(String) });
    expect(made).toBeLessThan(targets);
    expect(states.filter((state) => state === 'completed')).toHaveLength(made);
    expect(reasons).toEqual(Array.from({ length: targets - made }, () => 'cancelled'));
    begun.add(made);
  }
  expect(Math.max(...begun)).toBeGreaterThan(0);
});

it('A member fails, and the reassignment with it: the retry completes both', async () => {
  const outcome = await reassignWithFaults([], { alwaysFailing: [1] });
  expect(outcome).toMatchObject({ ...whole, failures: 1 });
});
