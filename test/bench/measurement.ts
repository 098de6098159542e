import { median } from './statistics.ts';

/** The number of members, the peer, the function. */
export type Dimensions = Readonly<Record<string, string | number>>;

/** A limit, and the side of it on which the value has to be. */
export interface Bound {
  readonly is: 'at most' | 'at least';
  readonly limit: number;
  /** Less means that something was not counted. */
  readonly floor?: number;
}

/** One figure of the bench: the median of `n` observations. */
export interface Measurement {
  readonly section: string;
  readonly metric: string;
  readonly of: Dimensions;
  readonly value: number;
  readonly unit: string;
  /** Observations behind the median. */
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

  /** Throws when the value is not a number: nothing was counted, or something was divided by zero. */
  add(metric: string, unit: string, of: Dimensions, value: number): void {
    if (!Number.isFinite(value)) throw new Error(`${metric} was not measured: it came to ${value}.`);
    const key = JSON.stringify([metric, of]);
    const known = this.#observed.get(key) ?? { metric, unit, of, values: [] };
    known.values.push(value);
    this.#observed.set(key, known);
  }

  /** In the order in which they were first observed. */
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

/** As one line of JSON. */
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
