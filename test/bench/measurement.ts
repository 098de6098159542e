import { median } from './statistics.ts';

/** What a figure is a figure of: the number of members, the peer, the function. */
export type Dimensions = Readonly<Record<string, string | number>>;

/** A limit, and on which side of it the value has to be. */
export interface Bound {
  readonly is: 'at most' | 'at least';
  readonly limit: number;
  /** What no honest count can be below: less means that something was not counted. */
  readonly floor?: number;
}

/** One figure of the bench: the median of `n` observations. */
export interface Measurement {
  readonly section: string;
  readonly metric: string;
  readonly of: Dimensions;
  readonly value: number;
  readonly unit: string;
  /** How many observations the value is the median of. */
  readonly n: number;
  readonly smallest: number;
  readonly largest: number;
  readonly bound?: Bound | undefined;
}

interface Observed {
  readonly metric: string;
  readonly unit: string;
  readonly of: Dimensions;
  readonly values: number[];
}

/** Collects the observations of a section's runs. */
export class Observations {
  readonly #section: string;
  readonly #observed = new Map<string, Observed>();

  constructor(section: string) {
    this.#section = section;
  }

  /** Throws when the value is no number: nothing was counted, or something was divided by nothing. */
  add(metric: string, unit: string, of: Dimensions, value: number): void {
    if (!Number.isFinite(value)) throw new Error(`${metric} was not measured: it came to ${value}.`);
    const key = JSON.stringify([metric, of]);
    const known = this.#observed.get(key) ?? { metric, unit, of, values: [] };
    known.values.push(value);
    this.#observed.set(key, known);
  }

  /** A measurement for each metric and what it is of, in the order in which they were first observed. */
  medians(): Measurement[] {
    return [...this.#observed.values()].map(({ metric, unit, of, values }) => ({
      section: this.#section,
      metric,
      of,
      value: median(values),
      unit,
      n: values.length,
      smallest: Math.min(...values),
      largest: Math.max(...values),
    }));
  }
}

/** A measurement as one line of JSON: what it is of beside it, the limit where it has one. */
export function jsonLine({
  section,
  metric,
  of,
  value,
  unit,
  n,
  smallest,
  largest,
  bound,
}: Measurement): string {
  const limit = bound && { limit: bound.limit, limitIs: bound.is };
  return JSON.stringify({ metric, value, unit, ...limit, n, section, ...of, smallest, largest });
}
