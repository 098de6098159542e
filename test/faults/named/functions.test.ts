import { expect, it } from 'vitest';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { runWithFaults, runWithFault, useServers } from './run-with-faults.ts';

useServers();

const states = (run: Run): string[] => new TableView(run.parts.mirror).changes().map(({ state }) => state);

/** Every await point of each function, in a run without faults. */
const awaitPoints: readonly RegExp[] = [
  /ask#1 BatchGetItem/,
  /ask#1 TransactWriteItems/,
  /ask#1 SendMessageBatch/,
  /advanceChange#1 GetItem/,
  /advanceChange#1 BatchGetItem/,
  /advanceChange#1 Query/,
  /advanceChange#1 SendMessageBatch/,
  /advanceChange#1 PutItem/,
  /propagateContact#1 UpdateItem SERVICE#0033972100000/,
  /propagateContact#1 UpdateItem SERVICE#0033972100003/,
  /propagateContact#1 UpdateItem CHANGE#/,
  /advanceChange#[2-9] GetItem/,
  /advanceChange#[2-9] BatchGetItem/,
  /advanceChange#[2-9] Query/,
  /advanceChange#[2-9] PutItem/,
  /advanceChange#[2-9] TransactWriteItems/,
];

for (const fault of ['kill before', 'kill after', 'kill while on its way'] as const) {
  it(`A function is killed at any await point: ${fault}`, async () => {
    for (const point of awaitPoints) {
      const run = await runWithFault(fault, point);
      // A client without an answer repeats its request, and gets the recorded answer.
      expect(states(run)).toEqual(['completed']);
    }
  });
}

it('record-failure and run-due-work can be killed at every await point', async () => {
  const points = [
    /recordFailure#1 GetItem CHANGE/,
    /recordFailure#1 GetItem SERVICE/,
    /recordFailure#1 Transact/,
  ];
  for (const on of points) {
    const run = await runWithFault('kill after', on, { alwaysFailing: [2] });
    expect(states(run)).toEqual(['completed']);
    expect(run.parts.history.failures.size).toBe(1);
  }
  const run = await runWithFaults({
    forced: [
      { fault: 'kill after', on: /ask#1 TransactWriteItems/ },
      { fault: 'kill before', on: /runDueWork#\d+ SendMessageBatch/ },
    ],
  });
  expect(states(run)).toEqual(['completed']);
});

it('A function times out in the middle of its batch: its finished work is not repeated', async () => {
  const run = await runWithFault('time out', /propagateContact#1 UpdateItem SERVICE#0033972100002/);
  expect(states(run)).toEqual(['completed']);
  const receives = run.parts.mailboxes.of('members').messages.map((message) => message.receives);
  expect(receives).toEqual([2, 2, 2, 2]);
});
