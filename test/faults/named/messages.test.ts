import { expect, it } from 'vitest';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { runWithFaults, runWithFault, useServers } from './run-with-faults.ts';

useServers();

const states = (run: Run): string[] => new TableView(run.parts.mirror).changes().map(({ state }) => state);
const memberMessages = (run: Run) => run.parts.mailboxes.of('members').messages;

it('A message to a member is dropped: verification finds the member missing, and resends only to it', async () => {
  const run = await runWithFault('drop a message', /^members 2$/);
  expect(states(run)).toEqual(['completed']);
  expect(memberMessages(run)).toHaveLength(5);
});

it('The message for the first step is dropped: the due marker finds the change', async () => {
  expect(states(await runWithFault('drop a message', /^changes 1$/))).toEqual(['completed']);
});

it('A message is duplicated', async () => {
  expect(states(await runWithFault('double a message', /^members 1$/))).toEqual(['completed']);
});

it('A step’s message is duplicated: the chain does not fork', async () => {
  const run = await runWithFault('double a message', /^changes 1$/);
  expect(states(run)).toEqual(['completed']);
  expect(memberMessages(run).length).toBeLessThanOrEqual(8);
});

it('A message is delayed until its change is verified', async () => {
  const run = await runWithFault('delay a message', /^members 3$/, {
    numbers: { 'seconds that members 3 is late': 60 },
  });
  expect(states(run)).toEqual(['completed']);
  expect(memberMessages(run)).toHaveLength(4);
});

it('Messages of two changes arrive in reverse: the later revision wins', async () => {
  const run = await runWithFaults({
    userActions: 2,
    forced: [
      { fault: 'delay a message', on: /^members 1$/ },
      { fault: 'delay a message', on: /^members 2$/ },
      { fault: 'reorder messages', on: /^members$/ },
    ],
    numbers: { batch: 10, 'seconds that members 1 is late': 30, 'seconds that members 2 is late': 30 },
  });
  expect(states(run).filter((state) => state === 'completed').length).toBeGreaterThanOrEqual(1);
});

it('Visibility expires while a function runs: two functions process the same message in parallel', async () => {
  const run = await runWithFault('let visibility expire', /^members 1$/);
  expect(states(run)).toEqual(['completed']);
  expect(memberMessages(run)[0]?.receives).toBe(2);
});

it('The deletion of a processed message is lost', async () => {
  const run = await runWithFault('lose a deletion', /propagateContact#1/);
  expect(states(run)).toEqual(['completed']);
});

it('A message is delivered after its deletion', async () => {
  const run = await runWithFault('deliver after deletion', /^members 1$/);
  expect(states(run)).toEqual(['completed']);
});

it('A member that always fails ends as a recorded dead letter, also after a redrive under a new id', async () => {
  const run = await runWithFaults({
    alwaysFailing: [1],
    forced: [{ fault: 'redrive dead letters', on: /^member-dead-letters$/ }],
  });
  expect(states(run)).toEqual(['completed']);
  expect(run.parts.history.failures.size).toBe(1);
  expect(memberMessages(run).length).toBeGreaterThan(4);
});

it('A message that cannot be read is parked, and does not affect others', async () => {
  const run = await runWithFaults({
    forced: [
      { fault: 'unreadable message', on: /^members$/ },
      { fault: 'unreadable message', on: /^changes$/ },
    ],
  });
  expect(states(run)).toEqual(['completed']);
  expect(run.parts.mailboxes.of('parked').messages).toHaveLength(1);
});

it('A clock jumps, and clocks differ', async () => {
  const run = await runWithFaults({
    forced: [
      { fault: 'step the clock', times: 2 },
      { fault: 'skew a clock', times: 3 },
    ],
    numbers: { 'seconds that the clock steps': -3, skew: 3_000 },
  });
  expect(states(run)).toEqual(['completed']);
});
