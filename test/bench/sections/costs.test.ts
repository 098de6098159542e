import { afterAll, beforeAll, expect, test } from 'vitest';
import { assembly } from '../../support/assembly.ts';
import { Lab } from '../lab/lab.ts';
import { limits } from '../limits.ts';
import type { Measurement } from '../measurement.ts';
import { costs } from './costs.ts';
import { planOf } from './section.ts';

const [few, more] = [200, 500];
let lab: Lab;
let measurements: Measurement[];

// A busy machine needs long.
beforeAll(async () => {
  lab = await Lab.open({ given: await assembly(), untimed: true });
  const plan = planOf({ quick: true, large: false, runs: 1 });
  measurements = await costs.measure(lab, { ...plan, sizes: [few, more] });
});
afterAll(() => lab.close());

/** The cost of one further member: the fixed cost of a change weighs much at a few hundred. */
function ofOneMore(metric: string): number {
  const all = (members: number): number => members * valueOf(metric, { members, roles: 1 });
  return (all(more) - all(few)) / (more - few);
}

function valueOf(metric: string, of: Measurement['of']): number {
  const found = measurements.find(
    (one) => one.metric === metric && Object.entries(of).every(([name, value]) => one.of[name] === value),
  );
  if (found === undefined) throw new Error(`${metric} was not measured.`);
  return found.value;
}

test.each(limits.filter(({ section, of }) => section === 'costs' && of['members'] !== undefined))(
  'a further member is within the limit: $metric $is $limit',
  ({ metric, limit }) => {
    expect(ofOneMore(metric)).toBeGreaterThan(0);
    expect(ofOneMore(metric)).toBeLessThanOrEqual(limit);
  },
);

const events = 4;
test.each([few, more])('events cost as much whatever the members: %d', (members) => {
  expect(valueOf('events, each an entry of PutEvents', { 'events of': members })).toBe(events);
  // Three units in the transaction that decides and two to mark it, again where two publishers meet.
  const units = valueOf('write units of events', { 'events of': members });
  expect(units).toBeGreaterThanOrEqual(5 * events);
  expect(units).toBeLessThanOrEqual(6 * events);
});

test.each(limits.filter(({ of }) => of['on'] !== undefined))(
  'a request on $of.on is within the limit: $metric $is $limit',
  ({ metric, of, limit }) => {
    expect(valueOf(metric, of)).toBeLessThanOrEqual(limit);
  },
);
