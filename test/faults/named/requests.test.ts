import { expect, it } from 'vitest';
import { Look } from '../invariants/look.ts';
import type { Run } from '../run/run.ts';
import { groupId } from '../scenario/people.ts';
import { suffer, sufferOne, useServers } from './suffer.ts';

useServers();

const memberWrite = /propagateContact#1 UpdateItem SERVICE#0033972100001/;
const memberSend = /advanceChange#\d+ SendMessageBatch/;

const look = (run: Run): Look => new Look(run.parts.replica);
const states = (run: Run): string[] =>
  look(run)
    .changes()
    .map(({ state }) => state);
const membersSent = (run: Run): number[] => [...run.parts.ledger.messagesByMember.values()];

it('A request is dropped before it arrives: that member alone comes again', async () => {
  const run = await sufferOne('lose the request', memberWrite);
  expect(states(run)).toEqual(['completed']);
  const receives = run.parts.mailboxes.of('members').messages.map((message) => message.receives);
  expect(receives).toEqual([1, 2, 1, 1]);
});

it('A request is doubled: the second finds that the first was made', async () => {
  expect(states(await sufferOne('double the request', memberWrite))).toEqual(['completed']);
});

it('A doubled batch of messages reaches each member twice and acts once', async () => {
  const run = await sufferOne('double the request', memberSend);
  expect(states(run)).toEqual(['completed']);
  expect(membersSent(run)).toEqual([2, 2, 2, 2]);
});

it('An answer is delayed past those that were asked for after it', async () => {
  const run = await suffer({ forced: [{ fault: 'delay the answer', on: memberWrite }] });
  expect(states(run)).toEqual(['completed']);
});

it('An answer is cut off half way', async () => {
  expect(states(await sufferOne('cut off the answer', memberWrite))).toEqual(['completed']);
});

it('SendMessageBatch answers with failed entries: those alone are sent again', async () => {
  const run = await sufferOne('failed entries', memberSend, {
    numbers: { 'advanceChange#1 SendMessageBatch: entries sent': 2 },
  });
  expect(states(run)).toEqual(['completed']);
  expect(membersSent(run)).toEqual([1, 1, 1, 1]);
});

it('The table throttles', async () => {
  expect(states(await sufferOne('throttle', memberWrite))).toEqual(['completed']);
});

it('The queue throttles', async () => {
  const run = await sufferOne('throttle', memberSend);
  expect(states(run)).toEqual(['completed']);
  expect(membersSent(run)).toEqual([1, 1, 1, 1]);
});

it('A transaction is cancelled for TransactionConflict: it is made again', async () => {
  const run = await sufferOne('conflict', /ask#1 TransactWriteItems/);
  expect(states(run)).toEqual(['completed']);
  expect(look(run).group(groupId).revision).toBe(1);
});

it('A single write meets TransactionConflictException: it is made again', async () => {
  const run = await sufferOne('conflict', memberWrite);
  expect(states(run)).toEqual(['completed']);
  const receives = run.parts.mailboxes.of('members').messages.map((message) => message.receives);
  expect(receives).toEqual([1, 1, 1, 1]);
});

it('The answer of a transaction that was made is lost: the client asks again and is answered the same', async () => {
  const run = await sufferOne('lose the answer', /ask#1 TransactWriteItems/);
  expect(states(run)).toEqual(['completed']);
  expect(look(run).group(groupId).revision).toBe(1);
});

it('The answer of a member’s write that was made is lost', async () => {
  expect(states(await sufferOne('lose the answer', memberWrite))).toEqual(['completed']);
});

it('The due index is read stale: what it hides is found a minute later', async () => {
  const run = await suffer({
    forced: [
      { fault: 'lose the request', on: /ask#1 SendMessageBatch/, times: 5 },
      { fault: 'stale read', on: /runDueWork#\d+ Query/, times: 4 },
    ],
  });
  expect(states(run)).toEqual(['completed']);
});

it('Members are read back stale: they are looked at again, consistently', async () => {
  const run = await suffer({
    forced: [{ fault: 'stale read', on: /advanceChange#[2-9] BatchGetItem/, times: 2 }],
    numbers: Object.fromEntries(
      [2, 3, 4, 5].map((number) => [`advanceChange#${number} BatchGetItem: writes ago`, 12]),
    ),
  });
  expect(states(run)).toEqual(['completed']);
});

it('A batch is read in part', async () => {
  expect(states(await sufferOne('unprocessed keys', /ask#1 BatchGetItem/))).toEqual(['completed']);
});
