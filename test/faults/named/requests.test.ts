import { expect, it } from 'vitest';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { groupId } from '../scenario/people.ts';
import { runWithFaults, runWithFault, useServers } from './run-with-faults.ts';

useServers();

const memberWrite = /propagateContact#1 UpdateItem SERVICE#0033972100001/;
const memberSend = /advanceChange#\d+ SendMessageBatch/;

const view = (run: Run): TableView => new TableView(run.parts.mirror);
const states = (run: Run): string[] =>
  view(run)
    .changes()
    .map(({ state }) => state);
const membersSent = (run: Run): number[] => [...run.parts.history.messagesByMember.values()];

it('A request is dropped before it arrives: only that member is retried', async () => {
  const run = await runWithFault('lose the request', memberWrite);
  expect(states(run)).toEqual(['completed']);
  const receives = run.parts.mailboxes.of('members').messages.map((message) => message.receives);
  expect(receives).toEqual([1, 2, 1, 1]);
});

it('A request is duplicated: the second has no effect', async () => {
  expect(states(await runWithFault('double the request', memberWrite))).toEqual(['completed']);
});

it('A batch of messages is duplicated: each member is changed once', async () => {
  const run = await runWithFault('double the request', memberSend);
  expect(states(run)).toEqual(['completed']);
  expect(membersSent(run)).toEqual([2, 2, 2, 2]);
});

it('An answer arrives after the answers to later requests', async () => {
  const run = await runWithFaults({ forced: [{ fault: 'delay the answer', on: memberWrite }] });
  expect(states(run)).toEqual(['completed']);
});

it('An answer is cut off half way', async () => {
  expect(states(await runWithFault('cut off the answer', memberWrite))).toEqual(['completed']);
});

it('SendMessageBatch answers with failed entries: only those are resent', async () => {
  const run = await runWithFault('failed entries', memberSend, {
    numbers: { 'advanceChange#1 SendMessageBatch: entries sent': 2 },
  });
  expect(states(run)).toEqual(['completed']);
  expect(membersSent(run)).toEqual([1, 1, 1, 1]);
});

it('The table throttles', async () => {
  expect(states(await runWithFault('throttle', memberWrite))).toEqual(['completed']);
});

it('The queue throttles', async () => {
  const run = await runWithFault('throttle', memberSend);
  expect(states(run)).toEqual(['completed']);
  expect(membersSent(run)).toEqual([1, 1, 1, 1]);
});

it('A transaction is cancelled for TransactionConflict: it is retried', async () => {
  const run = await runWithFault('conflict', /ask#1 TransactWriteItems/);
  expect(states(run)).toEqual(['completed']);
  expect(view(run).group(groupId).revision).toBe(1);
});

it('A single write meets TransactionConflictException: it is retried', async () => {
  const run = await runWithFault('conflict', memberWrite);
  expect(states(run)).toEqual(['completed']);
  const receives = run.parts.mailboxes.of('members').messages.map((message) => message.receives);
  expect(receives).toEqual([1, 1, 1, 1]);
});

it('The answer of a successful transaction is lost: the client retries and gets the same answer', async () => {
  const run = await runWithFault('lose the answer', /ask#1 TransactWriteItems/);
  expect(states(run)).toEqual(['completed']);
  expect(view(run).group(groupId).revision).toBe(1);
});

it('The answer of a member’s successful write is lost', async () => {
  expect(states(await runWithFault('lose the answer', memberWrite))).toEqual(['completed']);
});

it('The due index is stale: the hidden work is found a minute later', async () => {
  const run = await runWithFaults({
    forced: [
      { fault: 'lose the request', on: /ask#1 SendMessageBatch/, times: 3 },
      { fault: 'stale read', on: /runDueWork#\d+ Query/, times: 4 },
    ],
  });
  expect(states(run)).toEqual(['completed']);
});

it('A stale read-back misses members: they are read again, consistently', async () => {
  const run = await runWithFaults({
    forced: [{ fault: 'stale read', on: /advanceChange#[2-9] BatchGetItem/, times: 2 }],
    numbers: Object.fromEntries(
      [2, 3, 4, 5].map((number) => [`advanceChange#${number} BatchGetItem: writes ago`, 12]),
    ),
  });
  expect(states(run)).toEqual(['completed']);
});

it('A batch read returns only some of its items', async () => {
  expect(states(await runWithFault('unprocessed keys', /ask#1 BatchGetItem/))).toEqual(['completed']);
});
