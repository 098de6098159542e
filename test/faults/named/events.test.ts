import { expect, it } from 'vitest';
import { Consumer } from '../bus/consumer.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Fault } from '../run/faults.ts';
import type { Run } from '../run/run.ts';
import { runWithFault, runWithFaults, useServers } from './run-with-faults.ts';

useServers();

const states = (run: Run): string[] => new TableView(run.parts.mirror).changes().map(({ state }) => state);
const types = (run: Run): string[] =>
  run.bus.accepted.flatMap(({ type }) =>
    type.startsWith('contact-change.') ? [type.split('.')[1] ?? ''] : [],
  );

const all = ['requested', 'consent-accepted', 'effective', 'completed'];
/** Every event, however often. That none is lost or made up is an invariant of each run. */
const told = (run: Run) => ({ states: states(run), types: new Set(types(run)) });
const everything = { states: ['completed'], types: new Set(all) };

/** The first message about the change. The messages before are about services that join. */
const publisher = /^publishEvents#\d+ PutEvents 01/;

const refusals = ['lose the request', 'throttle', 'server error', 'kill before'] as const satisfies Fault[];
for (const fault of refusals) {
  it(`The bus accepts nothing at first, and everything once: ${fault}`, async () => {
    const run = await runWithFault(fault, publisher);
    expect(told(run)).toEqual(everything);
    expect(types(run)).toHaveLength(all.length);
  });
}

const repetitions = [
  'lose the answer',
  'cut off the answer',
  'double the request',
  'kill after',
  'time out',
] as const satisfies Fault[];
for (const fault of repetitions) {
  it(`The bus accepts events whose sender does not learn of it: ${fault}`, async () => {
    expect(told(await runWithFault(fault, publisher))).toEqual(everything);
  });
}

it('An event that the publisher was killed for twice arrives twice, and is the same', async () => {
  const run = await runWithFault('kill after', publisher);
  expect(told(run)).toEqual(everything);
  const ids = run.bus.accepted.map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBeLessThan(ids.length);
});

it('The bus accepts some events of a request: the others come again, and those do not', async () => {
  const run = await runWithFaults({
    // The messages about the change are lost until it is completed.
    forced: [
      { fault: 'drop a message', on: /^events/, times: 3 },
      { fault: 'failed entries', on: publisher },
    ],
    numbers: { entries: 2 },
  });
  expect(told(run)).toEqual(everything);
  expect(types(run)).toHaveLength(all.length);
});

for (const fault of ['kill before', 'kill after', 'kill while on its way'] as const satisfies Fault[]) {
  it(`The publisher is killed at any await point: ${fault}`, async () => {
    for (const point of [/^publishEvents#\d+ Query/, publisher, /^publishEvents#\d+ UpdateItem CHANGE#/])
      expect(told(await runWithFault(fault, point))).toEqual(everything);
  });
}

const ofMessages = [
  'drop a message',
  'double a message',
  'delay a message',
  'deliver after deletion',
  'lose a deletion',
] as const satisfies Fault[];
for (const fault of ofMessages) {
  it(`The publisher's message is lost, late or comes again: ${fault}`, async () => {
    expect(
      told(await runWithFault(fault, fault === 'lose a deletion' ? /^publishEvents#2 / : /^events 2$/)),
    ).toEqual(everything);
  });
}

it('A message to the publisher that cannot be read becomes a dead letter, and does not affect others', async () => {
  const run = await runWithFault('unreadable message', /^events$/);
  expect(told(run)).toEqual(everything);
  expect(run.parts.mailboxes.of('event-dead-letters').messages).toHaveLength(1);
});

it('Who gets events twice and in reverse knows how everything ended', async () => {
  const run = await runWithFault('lose the answer', publisher);
  const consumer = new Consumer();
  for (const event of [...run.bus.accepted, ...run.bus.accepted].toReversed()) consumer.deliver(event);
  const changes = new TableView(run.parts.mirror).changes();
  expect(changes).toHaveLength(1);
  for (const { changeId, state } of changes) expect(consumer.follow().get(changeId)).toMatchObject({ state });
});

it('A bus that is down for eight days delays nothing else, and loses nothing', async () => {
  const days = 24 * 60 * 60;
  const minutes = 60_000;
  const run = await runWithFaults({
    userActions: 2,
    busDownSeconds: 8 * days,
    forced: [],
    numbers: { role: [1, 2], 'another role': [1, 2], 'new billing contact': 1 },
    moments: [{ question: 'effective', choose: 'later' }],
  });
  const [later, open] = new TableView(run.parts.mirror).changes();
  expect([later?.state, open?.state]).toEqual(['completed', 'expired']);
  const lateBy = (after: string | undefined, before: string | undefined): number =>
    Date.parse(after ?? '') - Date.parse(before ?? '');
  expect(lateBy(later?.startedAt, later?.effectiveAt)).toBeLessThan(2 * minutes);
  const expired = [...run.parts.history.storedEvents.values()].find(
    ({ event }) => event.type === 'contact-change.expired',
  );
  expect((expired?.time ?? 0) - Date.parse(open?.expiresAt ?? '')).toBeLessThan(2 * minutes);
  expect(types(run).toSorted()).toEqual([...all, 'scheduled', 'requested', 'expired'].toSorted());
});
