import type { Bound, Dimensions, Measurement } from './measurement.ts';

export interface Limit extends Bound {
  readonly metric: string;
  /** The figures that it holds for; those with other dimensions are shown without a limit. */
  readonly of: Dimensions;
  readonly source: string;
}

const costs = 'architecture page, cost limits: a clean run, 10,000 members, one role';
const clean = { members: 10_000, roles: 1 };

/** What the bench holds the system to. */
export const limits: readonly Limit[] = [
  { metric: 'write units per member', is: 'at most', limit: 1.15, of: clean, source: costs },
  { metric: 'read units per member', is: 'at most', limit: 0.75, of: clean, source: costs },
  { metric: 'write requests per member', is: 'at most', limit: 1.15, of: clean, source: costs },
  { metric: 'queue requests per member', is: 'at most', limit: 0.35, of: clean, source: costs },
  { metric: 'queue-fed invocations per member', is: 'at most', limit: 0.12, of: clean, source: costs },
  { metric: 'write units per member', is: 'at most', limit: 1.15, of: { in: 'a job' }, source: costs },
  { metric: 'read units per member', is: 'at most', limit: 0.75, of: { in: 'a job' }, source: costs },
  { metric: 'write requests per member', is: 'at most', limit: 1.15, of: { in: 'a job' }, source: costs },
  { metric: 'queue requests per member', is: 'at most', limit: 0.35, of: { in: 'a job' }, source: costs },
  { metric: 'queue body bytes per member', is: 'at most', limit: 300, of: clean, source: costs },
  { metric: 'round trips of a request', is: 'at most', limit: 2, of: { on: 'a group' }, source: costs },
  {
    metric: 'round trips of a request',
    is: 'at most',
    limit: 3,
    of: { on: 'a single service' },
    source: costs,
  },
  { metric: 'bundle', is: 'at most', limit: 450, of: {}, source: costs },
  { metric: 'share of the bare loop', is: 'at least', limit: 0.5, of: { until: 'every row' }, source: costs },
  {
    metric: 'small groups done before the large one',
    is: 'at least',
    limit: 1,
    of: {},
    source: 'a single large group never starves the small ones',
  },
];

/** The measurements with the limits that hold for them. */
export const withLimits = (measurements: readonly Measurement[]): Measurement[] =>
  measurements.map((measurement) => {
    const limit = limits.find((one) => one.metric === measurement.metric && isOf(measurement, one));
    return limit === undefined
      ? measurement
      : { ...measurement, bound: { is: limit.is, limit: limit.limit } };
  });

const isOf = (measurement: Measurement, limit: Limit): boolean =>
  Object.entries(limit.of).every(([name, value]) => measurement.of[name] === value);

/** Whether a value is on the wrong side of its limit; the limit itself is allowed. */
export const exceeds = ({ value, bound }: Pick<Measurement, 'value' | 'bound'>): boolean =>
  bound !== undefined && (bound.is === 'at most' ? value > bound.limit : value < bound.limit);

/** The name of each measurement that is beyond its limit, with both figures. */
export const exceeded = (measurements: readonly Measurement[]): string[] =>
  measurements.filter(exceeds).map(({ metric, of, value, unit, bound }) => {
    const dimensions = Object.entries(of).map(([name, given]) => `${name} ${given}`);
    const what = dimensions.length === 0 ? metric : `${metric} (${dimensions.join(', ')})`;
    return `${what}: ${Number(value.toPrecision(4))} ${unit}, ${bound?.is} ${bound?.limit}`;
  });
