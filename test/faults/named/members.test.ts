import { expect, it } from 'vitest';
import { TableView } from '../invariants/table-view.ts';
import type { Fault } from '../run/faults.ts';
import type { Run } from '../run/run.ts';
import { runWithFault, runWithFaults, useServers } from './run-with-faults.ts';

useServers();

const states = (run: Run): string[] => new TableView(run.parts.mirror).changes().map(({ state }) => state);
const call = /propagateContact#1 PUT \/services\/0033972100001\/contacts/;

const faults: readonly Fault[] = [
  'lose the request',
  'lose the answer',
  'cut off the answer',
  'no answer in time',
  'call arrives late',
  'call arrives again',
  'double the request',
  'throttle',
  'server error',
  'kill before',
  'kill after',
  'kill while on its way',
];

for (const fault of faults) {
  it(`The member system is notified, acts once, and only then the row is written: ${fault}`, async () => {
    expect(states(await runWithFault(fault, call, { notifiesMembers: true }))).toEqual(['completed']);
  });
}

it('The member system refuses a member: it fails at once, the others do not, and it may be retried', async () => {
  const run = await runWithFault('member refuses', call, { notifiesMembers: true });
  expect(run.parts.history.failures.size).toBe(1);
  expect(states(run)).toEqual(['completed']);
});

it('A member that fails sometimes completes eventually, and does not delay the others', async () => {
  const run = await runWithFaults({ sometimesFailing: [2], forced: [] });
  expect(run.faults.of('member that fails sometimes')).toBe(3);
  expect(run.parts.mailboxes.of('members').messages.map(({ receives }) => receives)).toEqual([1, 1, 4, 1]);
  expect(states(run)).toEqual(['completed']);
});
