import type { SectionName } from './command.ts';
import type { Bound, Dimensions, Measurement } from './measurement.ts';

export interface Limit extends Bound {
  readonly section: SectionName;
  readonly metric: string;
  /** Figures with other dimensions have no limit. */
  readonly of: Dimensions;
}

/** The cost limits of the architecture: a clean run, 10,000 members, one role. */
const clean = { section: 'costs', of: { members: 10_000, roles: 1 }, is: 'at most' } as const;
/** Per further member of a reassignment. */
const inReassignment = { section: 'reassignment', of: { in: 'a reassignment' }, is: 'at most' } as const;
const roundTrips = { section: 'costs', metric: 'round trips of a request', is: 'at most', floor: 2 } as const;

/** A full page of one of the operators' lists, however long the list is. */
const pageOf = (list: string) =>
  ({ section: 'operator-lists', of: { list, listed: 10_000 }, is: 'at most' }) as const;

export const limits: readonly Limit[] = [
  { ...clean, metric: 'write units per member', limit: 1.15, floor: 1 },
  { ...clean, metric: 'read units per member', limit: 0.75, floor: 0.5 },
  { ...clean, metric: 'write requests per member', limit: 1.15, floor: 1 },
  { ...clean, metric: 'queue requests per member', limit: 0.35, floor: 0.3 },
  { ...clean, metric: 'queue-fed invocations per member', limit: 0.12, floor: 0.1 },
  { ...clean, metric: 'queue body bytes per member', limit: 300, floor: 1 },
  { ...inReassignment, metric: 'write units per member', limit: 1.15, floor: 1 },
  { ...inReassignment, metric: 'read units per member', limit: 0.75 },
  { ...inReassignment, metric: 'write requests per member', limit: 1.15, floor: 1 },
  // Members of many groups share receives and deletions with their targets: there is no floor.
  { ...inReassignment, metric: 'queue requests per member', limit: 0.35 },
  { ...roundTrips, of: { on: 'a group' }, limit: 2 },
  { ...roundTrips, of: { on: 'a group, all its roles' }, limit: 2 },
  { ...roundTrips, of: { on: 'a single service' }, limit: 3 },
  { section: 'start-up', metric: 'bundle', is: 'at most', limit: 450, floor: 1, of: {} },
  {
    section: 'ceiling',
    metric: 'share of the bare loop',
    is: 'at least',
    limit: 0.5,
    of: { until: 'every row', members: 10_000 },
  },
  {
    section: 'ceiling',
    metric: 'engine, in functions',
    is: 'at most',
    limit: 1,
    of: { members: 10_000 },
  },
  {
    section: 'processor-time',
    metric: 'worker, in bare updates',
    is: 'at most',
    // Eleven requests for ten members are the least.
    limit: 1.4,
    floor: 1.1,
    of: {},
  },
  // Eight shards, the rows, and for changes the rows of up to fifty groups and their locks.
  { ...pageOf('changes'), metric: 'requests of a page', limit: 12, floor: 10 },
  { ...pageOf('changes'), metric: 'read units of a page', limit: 270, floor: 100 },
  { ...pageOf('reassignments'), metric: 'requests of a page', limit: 9, floor: 9 },
  { ...pageOf('reassignments'), metric: 'read units of a page', limit: 65, floor: 50 },
  { ...pageOf('accounts'), metric: 'requests of a page', limit: 2, floor: 2 },
  { ...pageOf('accounts'), metric: 'read units of a page', limit: 55, floor: 50 },
  {
    section: 'fairness',
    metric: 'small groups done before the large one',
    is: 'at least',
    limit: 1,
    of: {},
  },
];

/** The measurements with the limits that hold for them. */
export const withLimits = (measurements: readonly Measurement[]): Measurement[] =>
  measurements.map((measurement) => {
    const found = limits.find((limit) => holdsFor(limit, measurement));
    if (found === undefined) return measurement;
    const { is, limit, floor } = found;
    return { ...measurement, bound: { is, limit, ...(floor !== undefined && { floor }) } };
  });

/** The names of the section's limits that hold for none of its measurements. */
export const unchecked = (section: SectionName, measurements: readonly Measurement[]): string[] =>
  limits
    .filter((limit) => limit.section === section)
    .filter((limit) => !measurements.some((measurement) => holdsFor(limit, measurement)))
    .map(nameOf);

const holdsFor = (limit: Limit, { section, metric, of }: Measurement): boolean =>
  limit.section === section &&
  limit.metric === metric &&
  Object.entries(limit.of).every(([name, value]) => of[name] === value);

/** The limit itself is allowed. */
export function exceeds({ value, bound }: Pick<Measurement, 'value' | 'bound'>): boolean {
  if (bound === undefined) return false;
  const { is, limit, floor = 0 } = bound;
  const isWithin = value >= floor && (is === 'at most' ? value <= limit : value >= limit);
  return !isWithin;
}

/** The name of each measurement that is beyond its limit, with both figures. */
export const exceeded = (measurements: readonly Measurement[]): string[] =>
  measurements.filter(exceeds).map((measurement) => {
    const { value, unit, bound: { is, limit, floor = 0 } = {} } = measurement;
    const figures = `${Number(value.toPrecision(4))} ${unit}, ${is} ${limit}`;
    return `${nameOf(measurement)}: ${figures}${value < floor ? `, and not below ${floor}` : ''}`;
  });

function nameOf({ metric, of }: Pick<Measurement, 'metric' | 'of'>): string {
  const dimensions = Object.entries(of).map(([name, given]) => `${name} ${given}`);
  return dimensions.length === 0 ? metric : `${metric} (${dimensions.join(', ')})`;
}
